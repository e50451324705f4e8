// Generated from gateway/api/openapi.json by `npm run api`. Do not edit.

export interface paths {
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document, to read */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the documentation page is made of */
        get: operations["docs-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/{channel}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The multivariant playlist of a channel: index.m3u8, or dvr.m3u8 for all of its window */
        get: operations["live-playlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/{channel}/{track}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A media playlist, an init segment or a segment of one rendition */
        get: operations["live-object"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process is alive */
        get: operations["livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether every part works, and which does not */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How full a show is and which gates are open, as a page without scripts */
        get: operations["get-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this is, and whether it is a demonstration */
        get: operations["about"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, for whom, through which channel and why */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a sign-in code to a phone */
        post: operations["request-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the second factor in this session */
        post: operations["pass-second-factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["list-sign-ins"];
        put?: never;
        /** Trade a code for a session */
        post: operations["sign-in"];
        /** Sign out everywhere, here too */
        delete: operations["sign-out-everywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End this session */
        delete: operations["sign-out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out on one device */
        delete: operations["end-sign-in"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buildings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The buildings of an estate, of all without ?estate= */
        get: operations["list-buildings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buildings/{building}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One building and who answers for it, as far as they agreed to be named */
        get: operations["get-building"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buildings/{building}/bookings.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of a building has booked an event, for paper */
        get: operations["print-bookings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buildings/{building}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rooms of every unit of a building, as their doors say */
        get: operations["list-rooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buildings/{building}/roster.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The duty roster of a building for its wall, A3, with the names of those who agreed */
        get: operations["print-roster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buildings/{building}/seats.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the households of a building sit at a banquet, for paper */
        get: operations["print-seats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody in the caller's reach who gave a number */
        get: operations["caller-card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Match a sign-up list from a chat against people in the caller's reach; it books nothing */
        post: operations["match-chain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is on air */
        get: operations["list-channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/cue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What whoever is on a stage needs to know: which room, who is on the programme, what comes next */
        get: operations["get-cue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a show; the public sees it to its end */
        post: operations["end-show"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/go-live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a show on air; with points open it takes the reasons of two people */
        post: operations["go-live"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/programme": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The running order of a show and its clock */
        get: operations["get-programme"];
        /** Plan a show, or plan it anew while it is a draft */
        put: operations["put-programme"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/programme/checks/{check}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stand for a point of the checklist, or no longer */
        put: operations["sign-check"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/programme/drops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drop several items at once */
        post: operations["drop-items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/programme/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an item: its length, feed, standby, place, or whether it is shown */
        patch: operations["change-item"];
        trace?: never;
    };
    "/v1/channels/{channel}/programme/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When the show would end without some items */
        get: operations["what-if"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as the running order, sent again each second and after each change */
        get: operations["watch-programme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/slate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cut all that the public has not seen yet */
        post: operations["cut-to-slate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a show a draft, a rehearsal, or ready */
        post: operations["move-show"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a source on air */
        post: operations["take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkin/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys, rules, revoked passes and hashed codes of the night that is on or next */
        get: operations["gate-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkin/help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call for help from a gate; which one is known */
        post: operations["call-help"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkin/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lend the device places for people without a booking; it gives them out with a network or without */
        post: operations["gate-lease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkin/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the holders of a pass in, decided for all gates at once */
        post: operations["redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkin/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a piece of a device's log, in any order and as often as need be */
        post: operations["gate-sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bookings by their code or by whose they are, for whoever may take them away */
        get: operations["find-claims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One claim of mine */
        get: operations["get-claim"];
        put?: never;
        post?: never;
        /** Give a claim back; repeating it answers the same */
        delete: operations["release-claim"];
        options?: never;
        head?: never;
        /** Make a party smaller, or larger while there is room */
        patch: operations["change-claim"];
        trace?: never;
    };
    "/v1/claims/{claim}/booking.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A booking for a calendar (RFC 5545) */
        get: operations["booking-calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Come in by another gate; the pass is made anew for it */
        put: operations["choose-gate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pass of a claim of mine, or of somebody I act for */
        get: operations["get-pass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/pass.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pass on paper, in large print */
        get: operations["get-pass-pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/pass.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its QR code as a picture */
        get: operations["get-pass-png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a claim away, for a reason its holder is told */
        post: operations["revoke-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/swap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take another time instead; the new places are had before the old ones go back */
        post: operations["swap-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer a claim to somebody else, who has to say yes */
        post: operations["offer-claim"];
        /** Take an offer back; repeating it changes nothing */
        delete: operations["keep-claim"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dev/logins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts to try */
        get: operations["dev-logins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dev/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would have been sent to a phone */
        get: operations["dev-messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a device for a gate; it is set up with the code this answers */
        post: operations["add-device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set up the device one holds, at a gate of one's own */
        post: operations["enrol-device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/initialize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a device up with its code, once */
        post: operations["begin-device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a device out of use; what it has sent counts */
        post: operations["revoke-device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/doors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every door of a building, to be kept where there is no network */
        get: operations["list-doors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/doors/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a device brings back from the doors; repeating it changes nothing */
        post: operations["sync-doors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that may be of one person, the surest first */
        get: operations["duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duplicates/{pair}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that two records are of two people */
        post: operations["dismiss-duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duplicates/{pair}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make one record of two */
        post: operations["merge-people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a server for a group of gates; it is set up with the code this answers */
        post: operations["add-edge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/current/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the gates of a gate server need when the main service is away */
        get: operations["edge-copy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/current/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set up a device of a gate server's gates with its code */
        post: operations["edge-device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/current/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a gate server's devices did, and what it is to know */
        post: operations["edge-exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/current/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lend a device of a gate server places for people without a booking */
        post: operations["edge-lease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/current/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the holders of a pass in at a device of a gate server, decided for all gates at once */
        post: operations["edge-redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/initialize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a gate server up with its code, once */
        post: operations["begin-edge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edges/{edge}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a gate server out of use; what it has brought counts */
        post: operations["revoke-edge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/edition-dates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When an edition is usually held, by the Chinese calendar */
        get: operations["usual-dates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every edition, drafts too, the one that ends last first */
        get: operations["list-editions"];
        put?: never;
        /** Begin an edition, from nothing or as a copy with its sessions and pools */
        post: operations["begin-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One edition, with what its permit says and what it lacks */
        get: operations["get-edition"];
        /** Change what an edition says of itself; another time or place outdates its permit */
        put: operations["change-edition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/bulletins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What its guests had to be told, on whose word, and how far that has come */
        get: operations["list-bulletins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/bulletins/{bulletin}/guests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was told, who not yet, and who cannot be reached, within reach */
        get: operations["list-guests-told"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/bulletins/{bulletin}/guests.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a table */
        get: operations["export-guests-told"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it will not be */
        post: operations["cancel-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/permit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write down how far the permit has come */
        put: operations["set-permit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/postponement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that its dates do not count any more; nobody gets a place until it has new ones */
        post: operations["postpone-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show it to everybody */
        post: operations["publish-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Throw a draft away, with its sessions and pools */
        post: operations["remove-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a postponed one new dates, or have a stopped one go on */
        post: operations["resume-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a session */
        post: operations["add-session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the title or the hours of a session */
        put: operations["change-session"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/sessions/{session}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a session with its pools out of a draft */
        post: operations["remove-session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{event}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that nobody is to come until it is said how it goes on */
        post: operations["stop-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/estates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The estates, the same bytes for everybody */
        get: operations["list-estates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that are not over, soonest first */
        get: operations["list-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event */
        get: operations["get-event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/booking-curve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How its places were taken over time, by channel */
        get: operations["booking-curve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who called for help at which gate, and who was sent */
        get: operations["list-gate-calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/calls/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send somebody to a call for help, or close it */
        post: operations["answer-gate-call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of an event */
        get: operations["event-cover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/crowd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is inside between which bounds, by gate and zone, with the age of each number */
        get: operations["get-crowd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices of an event's gates: when each was heard, what it has not sent, whether its holder said yes to the last order */
        get: operations["get-devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/edges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The gate servers of an event and when each was heard */
        get: operations["get-edges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/entrances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The gates of an event and who comes which way to them */
        get: operations["entrances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/gate-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The orders to the gates, the latest first, with who was told, who acknowledged and who has not */
        get: operations["list-gate-orders"];
        put?: never;
        /** Stop gates, make them one-way or open them again, on somebody's authority and for a reason */
        post: operations["order-gates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/gates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who went in and out at each gate, with the age of the figures, and what the logs contradict each other in */
        get: operations["get-gates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/halls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The halls of a banquet, with how many may sit there and by which rule */
        get: operations["list-halls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/halls/{hall}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A hall as it is drawn */
        get: operations["get-hall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/halls/{hall}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set or take away tables; where somebody else changed one of them meanwhile, theirs stands */
        post: operations["edit-hall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/halls/{hall}/permit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write down how many people the permit allows in a hall */
        put: operations["permit-hall"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/halls/{hall}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring in another drawing, in pretix's seating plan JSON with or without our key, at most 4 MiB, gzip welcome */
        post: operations["replace-hall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The places lent to gates, what was given out of them and what went back */
        get: operations["get-leases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What binds whoever books places of an event */
        get: operations["booking-rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What counts at each sitting, its figures, and the run under way */
        get: operations["get-seating"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seat every sitting anew, but for tables whose cards are printed */
        post: operations["start-seating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a run is */
        get: operations["get-seating-run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/runs/{run}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a run; what counted before still does */
        post: operations["cancel-seating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seat everybody of a hall elsewhere, or have the meal brought */
        post: operations["close-hall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/halls/{hall}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who sits where in a hall at a sitting */
        get: operations["get-seated-hall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/halls/{hall}/cards.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cards to stand on the tables of a hall, or of one; who sits at a printed table does not move for others */
        get: operations["print-table-cards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/households/{household}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a household sits and why */
        get: operations["get-seat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has no table and is for a person to decide */
        get: operations["get-unseated"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seat a household at a table chosen by hand, or say what that would cost */
        post: operations["move-seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find a household's seat by name, number or address */
        get: operations["find-seat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the last change by hand back */
        post: operations["undo-seating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/seating/{session}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a seating up to date with who comes now, moving as few as can be */
        post: operations["update-seating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions of an event, soonest first */
        get: operations["list-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event}/slot-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many passes each gate and window of a night can be given, and what binds each number */
        get: operations["get-slot-plan"];
        /** Make a plan the capacities of a night's sessions, never below what is taken */
        put: operations["save-slot-plan"];
        /** The same with other lanes; nothing is stored */
        post: operations["try-slot-plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/films": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recorded films, newest first */
        get: operations["films"];
        put?: never;
        /** Announce a recorded film */
        post: operations["add-film"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/films/{film}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a film that no running order has */
        delete: operations["remove-film"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/films/{film}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that all parts are there; a worker makes the channel's sizes of it */
        post: operations["finish-film"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/films/{film}/parts/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a part of the file, 1 MiB but for the last, as it is */
        put: operations["put-film-part"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hall-drawings/{drawing}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A drawing by its hash; it never changes */
        get: operations["get-hall-drawing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let a hold go; repeating it changes nothing */
        delete: operations["drop-hold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a hold a claim; repeating it answers the same */
        post: operations["confirm-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold ten minutes longer, once */
        post: operations["extend-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Households in the caller's reach, by building and door */
        get: operations["list-households"];
        put?: never;
        /** A household at an address that exists */
        post: operations["add-household"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/{household}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One household */
        get: operations["get-household"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/{household}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it back that a household moved away */
        post: operations["return-household"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists brought in, newest first */
        get: operations["imports"];
        put?: never;
        /** Announce a list of people */
        post: operations["add-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a list has come */
        get: operations["get-import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an import; rows that were taken stay */
        post: operations["cancel-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the whole file and say what it is */
        post: operations["check-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/parts/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a part of the file, at most 1 MiB, as it is */
        put: operations["put-import-part"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/refused.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that were not taken, and why */
        get: operations["refused-rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the rows in */
        post: operations["start-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/livekit/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the stage's server says has happened, signed by it */
        post: operations["stage-event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lost-passes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Passes that are still good, by code, telephone or person within reach, to be read back */
        get: operations["find-passes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lost-passes/{claim}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace a pass that was lost: another code and another QR, the old ones open no gate */
        post: operations["replace-pass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lost-passes/{claim}/pass.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pass of somebody within reach on paper, once more */
        get: operations["print-pass-again"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** How I am called */
        patch: operations["rename-me"];
        trace?: never;
    };
    "/v1/me/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The places I hold or held, newest first */
        get: operations["my-claims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one agreed to, purpose by purpose */
        get: operations["my-consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agree, refuse or take back */
        put: operations["agree"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything kept about me, as one file */
        get: operations["my-data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have everything deleted */
        post: operations["delete-me"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's household; of one that was only claimed, nobody but oneself */
        get: operations["my-household"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/household/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add somebody to one's household; who is there already is answered */
        post: operations["add-to-my-household"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/household/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Say that somebody has moved out, or oneself */
        delete: operations["move-out-of-my-household"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/household/people/{person}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm that somebody lives in one's household */
        post: operations["confirm-in-my-household"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People who gave the number of this account */
        get: operations["my-candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who this account stands for */
        get: operations["my-person"];
        put?: never;
        /** Say which of them this account stands for; 5 tries a day */
        post: operations["bind-person"];
        delete?: never;
        options?: never;
        head?: never;
        /** Correct what is written down about oneself, or somebody one acts for */
        patch: operations["correct-my-person"];
        trace?: never;
    };
    "/v1/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with another number from now on */
        post: operations["change-my-phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's photo for the duty roster */
        get: operations["my-portrait"];
        /** Send one's photo for the duty roster: the body is a JPEG or PNG of at most 6 MiB */
        put: operations["set-my-portrait"];
        post?: never;
        /** Take one's photo away */
        delete: operations["remove-my-portrait"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The posts one holds, and whether there is a photo for the duty roster */
        get: operations["my-posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who one is and where one lives */
        post: operations["register-myself"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who acts for me, and for whom I act */
        get: operations["my-relations"];
        put?: never;
        /** Let somebody act for oneself; named by number, they have to say yes */
        post: operations["name-agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/relations/{relation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a relation, or say no to one */
        delete: operations["end-my-relation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/relations/{relation}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes to acting for somebody who named one's number */
        post: operations["accept-agency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one's household sits at a banquet, and why there */
        get: operations["list-own-seats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A secret for the second factor */
        post: operations["begin-second-factor"];
        /** Take the second factor away, given a code of it */
        delete: operations["drop-second-factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the second factor up with a first code of it */
        post: operations["confirm-second-factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Claims I am offered to take over */
        get: operations["my-transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transfers/{claim}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Say no to an offered claim */
        delete: operations["decline-claim"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transfers/{claim}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an offered claim over; repeating it answers the same */
        post: operations["take-over-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I wait and what I was offered, newest first */
        get: operations["my-waitlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merges of people, the latest first */
        get: operations["merges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merges/{merge}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make two records of one again */
        post: operations["undo-merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offers/{offer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one entry of mine stands */
        get: operations["get-standing"];
        put?: never;
        post?: never;
        /** Leave the list, or turn an offer down */
        delete: operations["leave-waitlist"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offers/{offer}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take up an offer; repeating it answers the same */
        post: operations["accept-offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A node of the organisation with what lies below it, as far as the caller's reach goes */
        get: operations["get-organisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/estates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The estates with a building in which the caller may look for people */
        get: operations["list-estates-in-reach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merges and splits, newest first */
        get: operations["organisation-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make several parts of the organisation one */
        post: operations["merge-nodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/splits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make several parts of one */
        post: operations["split-node"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find people, households and buildings in the caller's reach */
        get: operations["find-people"];
        put?: never;
        /** Register somebody on their behalf */
        post: operations["register-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who moved out of a household in the caller's reach and lives in none that is known */
        get: operations["people-who-left"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person, masked as the caller's rights say */
        get: operations["get-person"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct somebody's record, with the reason */
        patch: operations["correct-person"];
        trace?: never;
    };
    "/v1/people/{person}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down what somebody agreed to or took back */
        post: operations["record-consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything kept about somebody, at their wish, to be printed for them */
        post: operations["copy-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete everything kept about somebody, at their wish */
        post: operations["delete-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down who may act for somebody */
        post: operations["record-relation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/residency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether somebody lives here */
        post: operations["settle-residency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it back that somebody moved out of their household */
        post: operations["return-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One value in full, written down before it is shown */
        post: operations["reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The seating plans there are and where they are used */
        get: operations["plans"];
        put?: never;
        /** Bring in a seating plan of pretix, with or without our key, at most 4 MiB, gzip welcome */
        post: operations["add-plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A seating plan, which never changes */
        get: operations["get-plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How its seats stand, or what has changed since, the same bytes for everybody */
        get: operations["plan-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a pool's title, window, party or limits; whoever presses next goes by it */
        patch: operations["change-pool"];
        trace?: never;
    };
    "/v1/pools/{pool}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take places for a party, all or none */
        post: operations["claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold places for a party for ten minutes, all or none */
        post: operations["hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move places from one channel to another; each move stands in the log */
        post: operations["move-places"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In which order places were given, as lines that anybody may check */
        get: operations["order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make the places of a pool the seats of a plan */
        put: operations["seat-pool"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up a pool that nobody has places of or waits for */
        post: operations["remove-pool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Divide a pool among channels, once */
        put: operations["share-out-pool"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/shares/{share}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when what is left of a channel's share goes to another */
        put: operations["release-share"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a pool larger or smaller, never smaller than what is held and owned */
        put: operations["resize-pool"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{pool}/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stand at the end of the waiting list, as one party */
        post: operations["join-waitlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The six posts of a building, with who holds and held them */
        get: operations["list-posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a post; a new holder opens a new term */
        put: operations["change-post"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post}/portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The photo of whoever holds a post, as it is printed on the duty roster */
        get: operations["get-portrait"];
        /** Send the photo of whoever holds a post: the body is a JPEG or PNG of at most 6 MiB */
        put: operations["set-portrait"];
        post?: never;
        /** Take the photo of whoever holds a post away */
        delete: operations["remove-portrait"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relations/{relation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End what lets somebody act for another */
        delete: operations["end-named-relation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles given by hand, as far as the caller may give them */
        get: operations["list-roles"];
        put?: never;
        /** Give somebody a role */
        post: operations["grant-role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles/grantable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roles the caller may give somewhere */
        get: operations["grantable-roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles/{grant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a role back */
        delete: operations["revoke-role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factors/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take away a second factor that was lost; its owner is told and signed out */
        post: operations["reset-second-factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places left, the same bytes for everybody */
        get: operations["availability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Approve a capacity, never less than the pools have */
        put: operations["approve-capacity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}/occupancy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How full the show of a session is, with the age of the figures; the same for all */
        get: operations["get-occupancy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}/office": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller may give out of a session when booking for others */
        get: operations["office-stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cut a pool from the approved capacity */
        post: operations["add-pool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the approved capacity of a session is cut into: pools, shares of channels, blocked places, moves */
        get: operations["get-stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/short/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a short code stands for, however it is typed */
        get: operations["short-code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/{stage}/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See and hear all of a stage, as its director or on a monitor */
        post: operations["watch-stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/{stage}/guests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is on a stage and what comes from them */
        get: operations["list-stage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/{stage}/guests/{guest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Show somebody off a stage */
        delete: operations["leave-stage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/{stage}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Come onto a stage as performer, host or branch venue */
        post: operations["enter-stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parts, queues and documents */
        get: operations["system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams of volunteers, of culture and of sport */
        get: operations["list-teams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A team and who is in it; of a hidden one, only to those who may change it */
        get: operations["get-team"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put somebody into a team, or give them another role in it */
        put: operations["set-member"];
        post?: never;
        /** Take somebody out of a team; repeating it changes nothing */
        delete: operations["remove-member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/to-tell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has to be told in person, because no message reaches them */
        get: operations["to-tell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/to-tell/{notice}/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down that somebody was told; repeating it changes nothing */
        post: operations["told-in-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        About: {
            /** @description A gate server: only the gates' page is here, and nobody signs in */
            at_gates: boolean;
            /** @description The dataset is made up */
            demo: boolean;
            /** @description /v1/dev is open to this machine */
            dev_logins: boolean;
            /** @description 备案号 */
            filing_icp: string;
            /** @description 公安备案号 */
            filing_police: string;
            /** @description Number to call about anything */
            hotline: string;
            name: string;
            /** @description Who runs this */
            operator: string;
            /** Format: date-time */
            time: string;
            version: string;
        };
        Account: {
            grants: components["schemas"]["AccountGrant"][];
            id: string;
            name: string;
            /** @description Whom of the community the account stands for; empty for nobody yet */
            person: string;
            /** @example 154****1234 */
            phone_masked: string;
            /** @description What this session may do somewhere; those of staff count once the second factor is passed */
            rights: string[];
            /** @description All that the account holds, resident first */
            roles: string[];
            second_factor: components["schemas"]["SecondFactor"];
        };
        AccountGrant: {
            /** @description Empty where it comes with a post */
            id: string;
            /** @example GX-12 */
            node: string;
            /** @description Empty for the whole community */
            node_name: string;
            /** @description It comes with holding a post of a building */
            post: boolean;
            role: string;
            /** Format: date-time */
            until?: string;
        };
        Agree: {
            /** @description A child, or somebody the caller may speak for in their needs */
            for?: string;
            given: boolean;
            /** @description Of the text that was read */
            version: string;
            /** @description Who else heard a grown-up say it; empty for nobody */
            witness?: string;
        };
        Agreement: {
            /**
             * @description On paper, by word, to the building head
             * @enum {string}
             */
            how: "paper" | "voice" | "head";
            /** @description Who heard it; needed unless it is on paper */
            witness?: string;
        };
        AirItem: {
            /** @description This entry by itself, once the public has seen its end */
            clip?: components["schemas"]["Recording"];
            id?: string;
            /**
             * Format: int64
             * @description Seconds
             */
            length: number;
            /**
             * Format: date-time
             * @description On the stage, which is how the stream is dated; the public sees it after the delay
             */
            starts: string;
            title: components["schemas"]["Text"];
        };
        AuditLine: {
            account: string;
            /** Format: date-time */
            at: string;
            channel: string;
            code?: string;
            detail?: {
                [key: string]: string;
            };
            for?: string;
            /** @description Masked */
            for_name?: string;
            id: string;
            name?: string;
            object: string;
            outcome: string;
            request?: string;
            role: string;
            scope: string;
            what: string;
            why?: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditLine"][];
            /** @description Cursor for ?after=; empty at the end. A page may be short, or empty, and still have a next */
            next: string;
        };
        Availability: {
            /**
             * Format: date-time
             * @description When the figures were read; a 304 says that they still hold
             */
            as_of: string;
            pools: components["schemas"]["Pool"][];
            session: string;
        };
        BeginInputBody: {
            token: string;
        };
        BegunDevice: {
            event: string;
            gate: string;
            id: string;
            /** @description Hexadecimal; each line of the log is sealed with it */
            log_key: string;
            name: string;
            /** @description For Authorization: Device …; shown once */
            secret: string;
            /**
             * Format: int64
             * @description Its log is here up to this line
             */
            seq: number;
            /**
             * Format: date-time
             * @description When the shift it was set up for ends: it lets nobody in from then on
             */
            until?: string;
        };
        BegunEdge: {
            event: string;
            /** @description That it looks after */
            gates: string[];
            /**
             * Format: date-time
             * @description None where it was never heard
             */
            heard?: string;
            id: string;
            name: string;
            /** @description For Authorization: Edge …; shown once */
            secret: string;
            /**
             * @description waiting: its code was not used yet
             * @enum {string}
             */
            state: "waiting" | "lapsed" | "working" | "revoked";
        };
        BestAvailable: {
            /** @description One for each person who sits in a wheelchair */
            needs?: "wheelchair"[] | null;
            /**
             * Format: int64
             * @description Persons
             */
            number: number;
            /** @description The party agrees to sit apart, if there is no other way */
            scattered?: boolean;
            /** @description Only in this part of the hall */
            sector?: string;
        };
        BindRequest: {
            /** @description The full name, as it was written down */
            name: string;
            person: string;
        };
        BookFor: {
            /**
             * @description For those who book for others by their office; empty for their usual one
             * @enum {string}
             */
            channel?: "building_head" | "hotline" | "walk_up" | "accessible";
            /** @description How the person agreed, where the caller books for them by office */
            consent?: components["schemas"]["Agreement"];
            /** @description Somebody the caller may sign up; empty for oneself */
            for?: string;
        };
        Booked: {
            channel: string;
            /** @description At each moment */
            persons: number[];
        };
        BookingCurve: {
            /**
             * Format: date-time
             * @description When the bookings were read; at most a minute ago
             */
            as_of: string;
            at: string[];
            /** @description Persons whose places were given back or taken away by then */
            back: number[];
            /** @description Persons who have places by then, by how they came to book */
            channels: components["schemas"]["Booked"][];
            /**
             * Format: int64
             * @description From one moment to the next
             */
            each_minutes: number;
            /**
             * Format: int64
             * @description There are now
             */
            places: number;
            /** @description Persons who wait now and did by then */
            waiting: number[];
        };
        BookingLimit: {
            /** Format: int64 */
            max: number;
            /**
             * @description What is counted together
             * @enum {string}
             */
            of: "session" | "day" | "event" | "several";
            /** @enum {string} */
            per: "holder" | "household" | "phone";
        };
        BookingRules: {
            /**
             * Format: int64
             * @description How long before the window a gate lets people in; 0 where it is entered without a pass
             */
            early_minutes: number;
            items: components["schemas"]["KindRules"][];
            /**
             * Format: int64
             * @description And after
             */
            late_minutes: number;
        };
        Building: {
            /** @example GX-12 */
            code: string;
            estate: string;
            /** Format: int64 */
            floors: number;
            lift: boolean;
            /** @example 桂香苑 12栋 */
            name: string;
            /** Format: int64 */
            number: number;
            /**
             * Format: int64
             * @description Flats of one unit on one floor
             */
            per_landing: number;
            synthetic: boolean;
            /** Format: int64 */
            units: number;
        };
        BuildingList: {
            items: components["schemas"]["Building"][];
            /** @description Always empty: the list is whole */
            next: string;
        };
        BuildingPage: {
            /** @example GX-12 */
            code: string;
            /**
             * @description The residents' committee
             * @example 五居委会
             */
            committee: string;
            estate: string;
            /** Format: int64 */
            floors: number;
            lift: boolean;
            /** @example 桂香苑 12栋 */
            name: string;
            /** Format: int64 */
            number: number;
            /**
             * Format: int64
             * @description Flats of one unit on one floor
             */
            per_landing: number;
            /** @description In the order of the wall */
            posts: components["schemas"]["PublicPost"][];
            synthetic: boolean;
            /** Format: int64 */
            units: number;
        };
        BuildingPost: {
            building: string;
            deputy: string;
            /** @description Masked as the holder's */
            deputy_name: string;
            /** @description Of the post */
            duty_phone: string;
            from: string;
            /** @description Empty while vacant */
            holder: string;
            /** @description Masked unless the holder is on the wall or the caller may change people or posts there */
            holder_name: string;
            /** @example GX-12-head */
            id: string;
            /** @enum {string} */
            kind: "leader" | "head" | "health" | "security" | "culture" | "property";
            /**
             * Format: date-time
             * @description Since when there is a photo of the holder, to be had at /v1/posts/{post}/portrait
             */
            photo?: string;
            /** @description The holder agrees to a photo on the duty roster */
            photo_agreed: boolean;
            /** @description To be named on the wall; counts only while the holder's consent stands */
            published: boolean;
            /** @enum {string} */
            state: "held" | "vacant" | "term_over" | "not_begun";
            /** @description Those before, oldest first */
            terms: components["schemas"]["PostTerm"][];
            title: string;
            /** @description The last day */
            until: string;
            vacant_since: string;
        };
        Bulletin: {
            /** Format: date-time */
            at: string;
            /** @description On whose word */
            authority: string;
            /** @description Who pressed */
            by: string;
            id: string;
            /** @description What the guests are told besides */
            note: components["schemas"]["Text"];
            sessions: components["schemas"]["ShiftedAt"][];
            told: components["schemas"]["TellCounts"];
            /** @enum {string} */
            turn: "postponed" | "stopped" | "goes_on" | "moved" | "cancelled" | "hours" | "place";
            why: string;
        };
        BulletinList: {
            /**
             * Format: date-time
             * @description When the people were counted
             */
            as_of: string;
            items: components["schemas"]["Bulletin"][];
        };
        Candidate: {
            /** @example 桂香苑 12栋 */
            building_name: string;
            /** @description This account stands for them */
            mine: boolean;
            /** @example 邓*燕 */
            name_masked: string;
            person: string;
        };
        CandidateList: {
            items: components["schemas"]["Candidate"][];
        };
        CapacityInputBody: {
            /**
             * Format: int64
             * @description Persons
             */
            capacity: number;
            /**
             * Format: int64
             * @description Of the stock as it was read
             */
            version: number;
            why: string;
        };
        Card: {
            address: string;
            /** @description The year */
            born: string;
            channel: string;
            /** Format: date-time */
            created: string;
            id: string;
            /** @description Holds places for events to come */
            live_claims: boolean;
            name: string;
            other_names: string[];
            phone_masked: string;
            sex: string;
        };
        Chain: {
            items: components["schemas"]["ChainItem"][];
        };
        ChainInputBody: {
            /** @description Look for people in this building only */
            building?: string;
            text: string;
        };
        ChainItem: {
            /** Format: int64 */
            children: number;
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            party: number;
            /** @description In the caller's reach, the likeliest first */
            people: components["schemas"]["FoundItem"][];
            /** @description As it was written */
            raw: string;
            /** @description The line says how many; else one is taken for meant */
            said: boolean;
            /** @description Only one person fits, by name; else somebody has to decide */
            sure: boolean;
            /** @description What it says of who */
            who: string;
        };
        ChangePage: {
            items: components["schemas"]["OrganisationChange"][];
            /** @description Cursor for ?after=; empty at the end; a page may be short before it */
            next: string;
        };
        Channel: {
            /**
             * Format: int64
             * @description Seconds between a moment and its being public
             */
            delay: number;
            /** @example gala */
            id: string;
            /** @description The programme, soonest first */
            items: components["schemas"]["AirItem"][];
            /** @description Addresses below which the same stream is to be had; the next one for when one fails */
            lines: string[];
            /** @enum {string} */
            phase: "off" | "preparing" | "on";
            qualities: components["schemas"]["Quality"][];
            /** @description The newest show that is over, whole */
            replay?: components["schemas"]["Recording"];
            /** @description Made up: it shows a test picture */
            test: boolean;
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Seconds that one can go back
             */
            window: number;
        };
        ChannelList: {
            items: components["schemas"]["Channel"][];
        };
        CheckInputBody: {
            note?: string;
            /** @description Nobody stands for it any more */
            open?: boolean;
            /** Format: int64 */
            version: number;
        };
        Claim: {
            /** Format: date-time */
            at: string;
            channel: string;
            /**
             * Format: int64
             * @description Of them, children who may not come alone
             */
            children: number;
            /** @description 8 characters for reading aloud */
            code: string;
            /**
             * Format: date-time
             * @description When it was given back or taken away
             */
            ended?: string;
            event: string;
            /** @description Why the event is postponed or cancelled; else empty */
            event_note: components["schemas"]["Text"];
            /** @enum {string} */
            event_state: "draft" | "published" | "stopped" | "postponed" | "cancelled";
            event_title: components["schemas"]["Text"];
            /** @description Whose it is, where it is not the caller's own */
            for?: string;
            id: string;
            lunar: string;
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
            place: components["schemas"]["Text"];
            /** @description Place numbers in the pool */
            places: number[];
            pool: string;
            /** @description Why it was taken away */
            reason?: string;
            /** @description Their names, in a pool of seats */
            seats?: string[] | null;
            session: string;
            session_title: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /** @enum {string} */
            state: "claimed" | "released" | "revoked";
            /** @description The offer to somebody else that stands */
            transfer?: components["schemas"]["Transfer"];
        };
        ClaimPage: {
            items: components["schemas"]["Claim"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        ClaimRequest: {
            /** @description Seats side by side, as near and as central as there are */
            best_available?: components["schemas"]["BestAvailable"];
            /**
             * @description For those who book for others by their office; empty for their usual one
             * @enum {string}
             */
            channel?: "building_head" | "hotline" | "walk_up" | "accessible";
            /**
             * Format: int64
             * @description Of them, children who may not come alone
             */
            children?: number;
            /** @description How the person agreed, where the caller books for them by office */
            consent?: components["schemas"]["Agreement"];
            /** @description Somebody the caller may sign up; empty for oneself */
            for?: string;
            /** @description With seats: one for each person who sits in a wheelchair */
            needs?: "wheelchair"[] | null;
            /**
             * Format: int64
             * @description Persons; to be left out with seats or best_available
             */
            party?: number;
            /** @description By name, all of them or none */
            seats?: string[] | null;
        };
        ClosureInputBody: {
            /** @description The version it was made on */
            base: string;
            hall: string;
            /** @description Only say what it would cost */
            try?: boolean;
            /** @description Needed unless it is only tried */
            why?: string;
        };
        CodeRequest: {
            /** @example 15400000001 */
            phone: string;
            /**
             * @default sms
             * @enum {string}
             */
            via: "sms" | "voice";
        };
        CodeSent: {
            /**
             * Format: int64
             * @description Seconds the code is good for
             */
            expires_after_s: number;
            /**
             * Format: int64
             * @description Seconds until another may be asked for
             */
            resend_after_s: number;
        };
        ComeBackInputBody: {
            why: string;
        };
        ConfirmInputBody: {
            /**
             * Format: int64
             * @description Of the party, children who may not come alone
             */
            children?: number;
        };
        Consent: {
            account?: string;
            /** Format: date-time */
            at: string;
            by?: string;
            given: boolean;
            how: string;
            id: string;
            person: string;
            purpose: string;
            synthetic?: boolean;
            version: string;
            /** Format: date-time */
            withdrawn?: string;
            witness?: string;
        };
        ConsentList: {
            items: components["schemas"]["ConsentView"][];
            /** @description Always empty: the list is whole */
            next: string;
        };
        ConsentView: {
            /** Format: date-time */
            at?: string;
            how: string;
            purpose: string;
            /** @enum {string} */
            state: "given" | "refused" | "withdrawn" | "never";
            version: string;
            /** @description Only for those who may change people or act for them */
            witness: string;
        };
        CorrectInputBody: {
            /** @enum {string} */
            ability?: "" | "daily" | "chat" | "feature" | "none";
            born?: string;
            /** @description How they agreed to their needs being kept, where nobody had asked */
            consent?: components["schemas"]["Agreement"];
            /** @description Moves to another household within the caller's reach */
            household?: string;
            /** @enum {string} */
            language?: "" | "putonghua" | "wuhan" | "other" | "sign";
            name?: string;
            /** @description All of them; needs the consent to the purpose needs */
            needs?: components["schemas"]["Need"][];
            other_names?: string[];
            /** @description Empty takes it away */
            phone?: string;
            role?: string;
            /** @enum {string} */
            sex?: "" | "M" | "F";
            why: string;
        };
        CrowdFlow: {
            /** Format: date-time */
            at: string;
            /** @description By gate */
            in: number[];
            /** Format: int64 */
            inside: number;
            out: number[];
        };
        CrowdGate: {
            /**
             * Format: int64
             * @description In less out
             */
            counted: number;
            /** Format: int64 */
            devices: number;
            /**
             * Format: date-time
             * @description Of the device that has been silent longest; the age of these figures
             */
            heard?: string;
            id: string;
            /**
             * Format: int64
             * @description As reported
             */
            in: number;
            /** Format: int64 */
            lanes: number;
            /** Format: int64 */
            lower: number;
            /**
             * @description It goes by
             * @enum {string}
             */
            order?: "stop" | "out_only" | "in_only";
            /** Format: int64 */
            out: number;
            /** @description The nearest post of those who wait to help; empty for none */
            reserve: components["schemas"]["Text"];
            /** Format: int64 */
            reserve_metres: number;
            /** @description Older than two minutes: unknown */
            stale: boolean;
            step_free: boolean;
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Never below the truth; admission goes by it
             */
            upper: number;
            /** Format: int64 */
            x: number;
            /** Format: int64 */
            y: number;
        };
        CrowdPath: {
            from: string;
            id: string;
            one_way: boolean;
            to: string;
        };
        CrowdPicture: {
            /** Format: int64 */
            approved: number;
            /** Format: date-time */
            as_of: string;
            /** Format: date-time */
            closes: string;
            /**
             * Format: int64
             * @description In less out
             */
            counted: number;
            /** @description Since the gates opened, every five minutes */
            flow: components["schemas"]["CrowdFlow"][];
            gates: components["schemas"]["CrowdGate"][];
            /**
             * Format: date-time
             * @description Of the device that has been silent longest; the age of these figures
             */
            heard?: string;
            /**
             * Format: int64
             * @description As reported
             */
            in: number;
            /** @enum {string} */
            level: "unknown" | "green" | "yellow" | "orange" | "red";
            /** Format: int64 */
            lower: number;
            /**
             * Format: date-time
             * @description Of the night that is on or next
             */
            opens: string;
            /** Format: int64 */
            out: number;
            paths: components["schemas"]["CrowdPath"][];
            /** @description Older than two minutes: unknown */
            stale: boolean;
            /**
             * Format: int64
             * @description Never below the truth; admission goes by it
             */
            upper: number;
            zones: components["schemas"]["CrowdZone"][];
        };
        CrowdZone: {
            /** Format: int64 */
            capacity: number;
            /** Format: int64 */
            height: number;
            id: string;
            /** @enum {string} */
            level: "unknown" | "green" | "yellow" | "orange" | "red";
            /**
             * Format: int64
             * @description Likely, by how people walk; nobody is counted between zones
             */
            persons: number;
            title: components["schemas"]["Text"];
            /** Format: int64 */
            width: number;
            /** Format: int64 */
            x: number;
            /** Format: int64 */
            y: number;
        };
        Cue: {
            /** @description What is on the programme; of a rehearsal what would be */
            bus: string;
            /**
             * Format: int64
             * @description Seconds until the public sees it
             */
            delay: number;
            /** @description What is being played */
            item: components["schemas"]["Text"];
            /** @description The source that the caller's camera is, as performer, host or branch: one ends with this */
            me: string;
            /** @description Whose picture comes next */
            next_feed: string;
            next_item: components["schemas"]["Text"];
            /** @description Where it is performed now */
            room: string;
            /** @enum {string} */
            state: "draft" | "rehearsal" | "ready" | "on_air" | "ended";
            title: components["schemas"]["Text"];
        };
        Deletion: {
            /**
             * Format: date-time
             * @description When the proofs of consent and the log's lines are
             */
            consents_gone: string;
            /**
             * Format: date-time
             * @description The account is closed: nobody is signed in with it any more
             */
            done: string;
            /**
             * Format: date-time
             * @description When the empty record and the empty account are taken away too
             */
            record_gone: string;
        };
        DeletionRequest: {
            /**
             * @description The word 删除
             * @example 删除
             */
            confirm: string;
            why?: string;
        };
        DeletionWish: {
            /**
             * @description The word 删除
             * @example 删除
             */
            confirm: string;
            /** @description How they said it, and who heard it */
            consent: components["schemas"]["Agreement"];
            /** @description At least two characters */
            why: string;
        };
        DevLogins: {
            items: components["schemas"]["Login"][];
        };
        DevMessage: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "sms" | "voice";
            /** @description What became of it */
            receipt: components["schemas"]["DevReceipt"];
            template: string;
            text: string;
            to: string;
        };
        DevMessages: {
            items: components["schemas"]["DevMessage"][];
        };
        DevReceipt: {
            /** Format: date-time */
            at: string;
            /** @description The provider's name for it */
            id: string;
            /** @enum {string} */
            state: "queued" | "sent" | "delivered" | "failed";
        };
        DeviceAtGate: {
            /** Format: date-time */
            begun?: string;
            /**
             * Format: int64
             * @description How far its clock is ahead of ours
             */
            clock_away_ms: number;
            event: string;
            gate: string;
            /**
             * Format: date-time
             * @description Last sync; none where it was never heard
             */
            heard?: string;
            id: string;
            /** Format: date-time */
            made: string;
            name: string;
            /**
             * Format: date-time
             * @description When it said that its log is shorter than before: somebody cut it or set it back
             */
            rewound?: string;
            /**
             * Format: int64
             * @description Its log is here up to this line
             */
            seq: number;
            /**
             * @description waiting: its code was not used yet
             * @enum {string}
             */
            state: "waiting" | "lapsed" | "working" | "revoked";
            trained: boolean;
            /**
             * Format: int64
             * @description Lines it said it has that have not come
             */
            unsent: number;
            /**
             * Format: date-time
             * @description When the shift it was set up for ends: it lets nobody in from then on
             */
            until?: string;
        };
        DeviceInputBody: {
            event: string;
            /** @example w1 */
            gate: string;
            name: string;
            /**
             * Format: uri
             * @description Address of the gates' page, for the QR code to lead to
             */
            page?: string;
            why: string;
        };
        DeviceList: {
            items: components["schemas"]["SignedInDevice"][];
        };
        DeviceOutInputBody: {
            why: string;
        };
        Documents: {
            collection: string;
            /** Format: int64 */
            count: number;
        };
        Door: {
            /** @example GX-12-2-501 */
            code: string;
            /** Format: int64 */
            flat: number;
            /** Format: int64 */
            floor: number;
            household: string;
            /** @description To the building head */
            known: boolean;
            people: components["schemas"]["Lodger"][];
            room: string;
            /** Format: int64 */
            unit: number;
            /** @description The latest; null before the first */
            visit: components["schemas"]["DoorVisit"];
        };
        DoorList: {
            /** Format: date-time */
            as_of: string;
            building: string;
            building_name: string;
            /** @description By unit, floor and flat */
            items: components["schemas"]["Door"][];
        };
        DoorVisit: {
            /**
             * Format: date-time
             * @description By the device's clock
             */
            at: string;
            /** @description Made by the device */
            id: string;
            note: string;
            /** @enum {string} */
            state: "spoken" | "nobody_in" | "moved_away";
        };
        DropSessionInputBody: {
            /** Format: int64 */
            rev: number;
            why: string;
        };
        DropsInputBody: {
            items: string[] | null;
            /** Format: int64 */
            version: number;
        };
        DuplicatePage: {
            items: components["schemas"]["DuplicatePair"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        DuplicatePair: {
            id: string;
            left: components["schemas"]["Card"];
            reasons: ("same_name" | "traditional_form" | "like_sounding_name" | "name_in_letters" | "initials" | "nickname" | "same_phone" | "same_flat" | "same_building" | "same_born" | "year_only" | "born_near")[];
            right: components["schemas"]["Card"];
            /**
             * Format: double
             * @description How likely, 0 to 1; sure from 0.95
             */
            score: number;
            sure: boolean;
        };
        EdgeBrought: {
            device: string;
            /**
             * Format: date-time
             * @description A moment of ours after which all the device did until it was heard is known to have come
             */
            echo?: string;
            /** Format: int64 */
            last: number;
            /**
             * Format: date-time
             * @description The device's clock
             */
            now: string;
            records: components["schemas"]["GateRecord"][];
            trained?: boolean;
        };
        EdgeCall: {
            /** Format: date-time */
            at: string;
            device: string;
            id: string;
            kind: string;
            note?: string;
        };
        EdgeCallAnswer: {
            /**
             * Format: date-time
             * @description When it reached us
             */
            at: string;
            /** Format: date-time */
            closed?: string;
            device: string;
            gate: string;
            id: string;
            /** @enum {string} */
            kind: "lost_child" | "medical" | "crowding" | "dispute" | "device" | "other";
            note: string;
            /**
             * Format: date-time
             * @description By the device's clock
             */
            said: string;
            /** @description Who was sent */
            sent?: string;
            /** Format: date-time */
            taken?: string;
        };
        EdgeCopy: {
            event: string;
            gates: components["schemas"]["EdgeCopyGate"][];
            list: components["schemas"]["GateList"];
            /** Format: int32 */
            number: number;
        };
        EdgeCopyGate: {
            /** Format: int64 */
            bit: number;
            /** @example w1 */
            id: string;
            /** Format: int64 */
            lanes: number;
            step_free: boolean;
            title: components["schemas"]["Text"];
        };
        EdgeCredit: {
            /** Format: date-time */
            from: string;
            /**
             * Format: int64
             * @description All in all from one moment to the other
             */
            most: number;
            /** Format: date-time */
            until: string;
        };
        EdgeDevice: {
            /** Format: date-time */
            begun?: string;
            event: string;
            gate: string;
            id: string;
            /** @description Hash of what it proves itself with */
            key: string;
            /** @description Hexadecimal */
            log_key: string;
            /** Format: date-time */
            made: string;
            name: string;
            /** Format: date-time */
            revoked?: string;
            /** @description Of a device that was set up just now */
            secret?: string;
            /**
             * Format: int64
             * @description Its log is here up to this line
             */
            seq: number;
            /**
             * Format: date-time
             * @description When the shift it was set up for ends: it lets nobody in from then on
             */
            until?: string;
        };
        EdgeDown: {
            /** @description By the devices of others: scan serial persons milliseconds gate party */
            admitted: string[];
            /** Format: date-time */
            as_of: string;
            calls: components["schemas"]["EdgeCallAnswer"][];
            /** @description None where nothing bounds it */
            credit?: components["schemas"]["EdgeCredit"];
            devices: components["schemas"]["EdgeDevice"][];
            /** @description Version of the list */
            list: string;
            more?: boolean;
            next: string;
            orders: components["schemas"]["GateOrder"][];
        };
        EdgeInputBody: {
            event: string;
            /** @description Ids; none for all gates */
            gates?: string[] | null;
            name: string;
            why: string;
        };
        EdgeLeaseInputBody: {
            device: string;
            /** @description The same press is one lease */
            key: string;
            /**
             * Format: int64
             * @description At most; fewer where fewer are left
             */
            places: number;
        };
        EdgeOutInputBody: {
            why: string;
        };
        EdgeReceipt: {
            acked?: boolean;
            by?: string;
            device: string;
            order: string;
        };
        EdgeRedeemInputBody: {
            device: string;
            /**
             * Format: date-time
             * @description The device's clock
             */
            now: string;
            /** @description Of the kind in */
            record: components["schemas"]["GateRecord"];
        };
        EdgeUp: {
            calls: components["schemas"]["EdgeCall"][];
            devices: components["schemas"]["EdgeBrought"][];
            receipts: components["schemas"]["EdgeReceipt"][];
            /** @description next of the last answer; none for the whole night */
            since?: string;
        };
        EditPoolInputBody: {
            /** @description Close booking at once */
            close_now?: boolean;
            /**
             * Format: date-time
             * @description Not in the past; see close_now
             */
            closes?: string;
            /** @description Binds the bookings to come */
            limits?: components["schemas"]["StockLimit"][];
            /** Format: int64 */
            max_party?: number;
            /** @description Parties may grow until the session starts */
            more_free?: boolean;
            /**
             * Format: date-time
             * @description From then on parties only grow smaller; not in the past, see no_more_now
             */
            more_until?: string;
            /** @description Parties grow no more from now on */
            no_more_now?: boolean;
            /**
             * Format: date-time
             * @description Not in the past
             */
            opens?: string;
            /**
             * Format: int64
             * @description Of the pool as it was read
             */
            rev: number;
            title?: components["schemas"]["Text"];
            why: string;
        };
        Edition: {
            /** @description Whether there is a picture at /v1/events/{event}/cover */
            cover: boolean;
            /**
             * Format: int64
             * @description The how-manieth
             */
            edition: number;
            /** Format: date-time */
            ends: string;
            /** @description The edition it was copied from */
            from?: string;
            /** @description A number to call instead of using the page */
            hotline: string;
            /** @example banquet-2027 */
            id: string;
            /** @description Whether places are given out */
            issuing: boolean;
            /** @enum {string} */
            kind: "banquet" | "lantern" | "gala";
            /**
             * @description The day it starts in the Chinese calendar
             * @example 腊月廿四
             */
            lunar: string;
            /** @description What it lacks before everybody may see it: owner, hotline, sessions, expected */
            missing: string[];
            /** @description Why it is postponed or cancelled; else empty */
            note: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            /** @description Who answers for its safety */
            owner: string;
            permit: components["schemas"]["Permit"];
            place: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description To be sent with a change; a later one is answered edition_changed
             */
            rev: number;
            sessions: components["schemas"]["Session"][];
            /** Format: date-time */
            starts: string;
            /**
             * @description Of a postponed one the dates do not count any more
             * @enum {string}
             */
            state: "draft" | "published" | "stopped" | "postponed" | "cancelled";
            summary: components["schemas"]["Text"];
            /** @description Belongs to a made-up dataset */
            synthetic: boolean;
            title: components["schemas"]["Text"];
            /** @description Pools of the edition it was copied from that could not be made again, by title */
            uncopied?: string[] | null;
        };
        EditionEntry: {
            /** @description Whether there is a picture at /v1/events/{event}/cover */
            cover: boolean;
            /**
             * Format: int64
             * @description The how-manieth
             */
            edition: number;
            /** Format: date-time */
            ends: string;
            /** @description A number to call instead of using the page */
            hotline: string;
            /** @example banquet-2027 */
            id: string;
            issuing: boolean;
            /** @enum {string} */
            kind: "banquet" | "lantern" | "gala";
            /**
             * @description The day it starts in the Chinese calendar
             * @example 腊月廿四
             */
            lunar: string;
            /** @description Why it is postponed or cancelled; else empty */
            note: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            permit: components["schemas"]["Permit"];
            place: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /**
             * @description Of a postponed one the dates do not count any more
             * @enum {string}
             */
            state: "draft" | "published" | "stopped" | "postponed" | "cancelled";
            summary: components["schemas"]["Text"];
            /** @description Belongs to a made-up dataset */
            synthetic: boolean;
            title: components["schemas"]["Text"];
        };
        EditionList: {
            items: components["schemas"]["EditionEntry"][];
        };
        EditionPlanInputBody: {
            /** @description On whose word, for those who are told of another place */
            authority?: string;
            /**
             * Format: int64
             * @description The how-manieth
             */
            edition?: number;
            /**
             * Format: date-time
             * @description Of a copy: where it is left out, as long after the start as it was
             */
            ends?: string;
            hotline?: string;
            /** @description Who answers for its safety */
            owner?: string;
            place?: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Of the edition as it was read
             */
            rev: number;
            /** Format: date-time */
            starts: string;
            summary?: components["schemas"]["Text"];
            title?: components["schemas"]["Text"];
            why: string;
        };
        EditionStepInputBody: {
            /** Format: int64 */
            rev: number;
            why: string;
        };
        EndInputBody: {
            /** Format: int64 */
            version: number;
        };
        EnrolInputBody: {
            event: string;
            gate: string;
            name: string;
        };
        Entrance: {
            /** @example w1 */
            id: string;
            step_free: boolean;
            title: components["schemas"]["Text"];
            /** @description Who comes this way; empty where nothing is said */
            way: components["schemas"]["Text"];
        };
        EntranceList: {
            items: components["schemas"]["Entrance"][];
        };
        Estate: {
            /** @description As people say and write it */
            aliases: string[];
            /**
             * Format: int64
             * @description How many
             */
            buildings: number;
            /** @example GX */
            code: string;
            /** @example 桂香苑 */
            name: string;
            synthetic: boolean;
        };
        EstateList: {
            items: components["schemas"]["Estate"][];
            /** @description Always empty: the list is whole */
            next: string;
        };
        Event: {
            /** @description Whether there is a picture at /v1/events/{event}/cover */
            cover: boolean;
            /**
             * Format: int64
             * @description The how-manieth
             */
            edition: number;
            /** Format: date-time */
            ends: string;
            /** @description A number to call instead of using the page */
            hotline: string;
            /** @example banquet-2027 */
            id: string;
            /** @enum {string} */
            kind: "banquet" | "lantern" | "gala";
            /**
             * @description The day it starts in the Chinese calendar
             * @example 腊月廿四
             */
            lunar: string;
            /** @description Why it is postponed or cancelled; else empty */
            note: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            place: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /**
             * @description Of a postponed one the dates do not count any more
             * @enum {string}
             */
            state: "draft" | "published" | "stopped" | "postponed" | "cancelled";
            summary: components["schemas"]["Text"];
            /** @description Belongs to a made-up dataset */
            synthetic: boolean;
            title: components["schemas"]["Text"];
        };
        EventPage: {
            items: components["schemas"]["Event"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        Expected: {
            /** Format: date-time */
            at: string;
            born?: string;
            name: string;
            person: string;
        };
        FactorInputBody: {
            /** @description Six digits of the app, or one of the recovery codes */
            code: string;
        };
        FactorResetInputBody: {
            /** @description The account, as lists of roles name it; or */
            account?: string;
            /** @description the number it signs in with */
            phone?: string;
            /** @description How it is known that it is they who ask */
            why: string;
        };
        FactorSecret: {
            /** @description The picture, a data: URI of an SVG */
            qr: string;
            /** @description To be typed into an app by hand */
            secret: string;
            /** @description otpauth://, what the picture says */
            uri: string;
        };
        Film: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description Percent of the conforming
             */
            done: number;
            id: string;
            /** @description The file was interlaced and has been made progressive */
            interlaced: boolean;
            /**
             * Format: int64
             * @description Seconds, of a ready one
             */
            length: number;
            /** @description The file had no sound */
            mute: boolean;
            /** @description Who brought it */
            name: string;
            /**
             * Format: int64
             * @description Bytes of the file as it came
             */
            size: number;
            /** @description What it is called in a running order */
            source: string;
            /** @enum {string} */
            state: "uploading" | "waiting" | "working" | "ready" | "refused";
            title: string;
            /** @description Code of what it was refused for */
            why?: string;
        };
        FilmList: {
            items: components["schemas"]["Film"][];
        };
        FoundClaim: {
            /** @description Down to the building */
            address?: string;
            /** Format: date-time */
            at: string;
            channel: string;
            /**
             * Format: int64
             * @description Of them, children who may not come alone
             */
            children: number;
            /** @description 8 characters for reading aloud */
            code: string;
            /**
             * Format: date-time
             * @description When it was given back or taken away
             */
            ended?: string;
            event: string;
            /** @description Why the event is postponed or cancelled; else empty */
            event_note: components["schemas"]["Text"];
            /** @enum {string} */
            event_state: "draft" | "published" | "stopped" | "postponed" | "cancelled";
            event_title: components["schemas"]["Text"];
            /** @description Whose it is, where it is not the caller's own */
            for?: string;
            id: string;
            /** @description It was taken away and its places stay out of the stock */
            kept?: boolean;
            lunar: string;
            name_masked: string;
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
            /** @description Whose it is; empty for an account that stands for nobody */
            person?: string;
            place: components["schemas"]["Text"];
            /** @description Place numbers in the pool */
            places: number[];
            pool: string;
            /** @description Why it was taken away */
            reason?: string;
            /** @description Their names, in a pool of seats */
            seats?: string[] | null;
            session: string;
            session_title: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /** @enum {string} */
            state: "claimed" | "released" | "revoked";
            /** @description The offer to somebody else that stands */
            transfer?: components["schemas"]["Transfer"];
        };
        FoundClaimPage: {
            items: components["schemas"]["FoundClaim"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        FoundItem: {
            /** @description Down to the building only, unless the caller may change people there */
            address: string;
            age_band: string;
            building: string;
            /** @description Of the flat or the building; empty where the address is cut */
            code: string;
            household: string;
            id: string;
            /** @enum {string} */
            kind: "person" | "household" | "building";
            /** @description Masked unless the caller may change people there; of a household, who lives in it */
            name: string;
            /** Format: int64 */
            needs_count: number;
            phone_masked: string;
            /** @description What fitted: name, pinyin, initials, fuzzy, address, phone_tail */
            why: string[];
        };
        FoundList: {
            /**
             * Format: date-time
             * @description Changes up to then are in the answer
             */
            as_of: string;
            items: components["schemas"]["FoundItem"][];
        };
        FoundSeat: {
            address: string;
            hall: string;
            household: string;
            /** @description Whom the words were about, masked as in any search */
            name: string;
            /** Format: int64 */
            people: number;
            /** @description Empty for one without */
            table: string;
        };
        GateCall: {
            /**
             * Format: date-time
             * @description When it reached us
             */
            at: string;
            /** Format: date-time */
            closed?: string;
            gate: string;
            id: string;
            /** @enum {string} */
            kind: "lost_child" | "medical" | "crowding" | "dispute" | "device" | "other";
            note: string;
            /** @description Who was sent */
            sent?: string;
            /** Format: date-time */
            taken?: string;
        };
        GateCallInputBody: {
            /** @description Help is no longer needed */
            close?: boolean;
            /** @description Who is sent; the first answer stays */
            sent?: string;
        };
        GateCallList: {
            /** Format: date-time */
            as_of: string;
            items: components["schemas"]["GateCall"][];
        };
        GateChoiceBody: {
            gate: string;
        };
        GateConflict: {
            /** Format: date-time */
            at: string;
            device: string;
            /**
             * Format: int64
             * @description Persons more than the pass is for; lines that have not come
             */
            excess: number;
            /** Format: date-time */
            first_at?: string;
            first_device: string;
            first_gate: string;
            gate: string;
            /** @enum {string} */
            kind: "double_admission" | "twin_device" | "tampered_log" | "log_gap";
            /**
             * Format: int64
             * @description Of the device's log
             */
            line: number;
            /** @description The device decided alone */
            offline: boolean;
            /** Format: int64 */
            persons: number;
            /** @description Of the pass; empty where the line is of none */
            serial: string;
        };
        GateDevice: {
            event: string;
            gate: string;
            id: string;
            name: string;
            /**
             * Format: int64
             * @description Its log is here up to this line
             */
            seq: number;
            /**
             * Format: date-time
             * @description When the shift it was set up for ends: it lets nobody in from then on
             */
            until?: string;
        };
        GateDevices: {
            /** Format: date-time */
            as_of: string;
            items: components["schemas"]["DeviceAtGate"][];
        };
        GateEdge: {
            event: string;
            /** @description That it looks after */
            gates: string[];
            /**
             * Format: date-time
             * @description None where it was never heard
             */
            heard?: string;
            id: string;
            name: string;
            /**
             * @description waiting: its code was not used yet
             * @enum {string}
             */
            state: "waiting" | "lapsed" | "working" | "revoked";
        };
        GateEdges: {
            /** Format: date-time */
            as_of: string;
            items: components["schemas"]["GateEdge"][];
        };
        GateFigures: {
            /** Format: int64 */
            devices: number;
            /**
             * Format: date-time
             * @description Of the device that has been silent longest; none where one was never heard: then the figures are unknown
             */
            heard?: string;
            /** @example w1 */
            id: string;
            /** Format: int64 */
            in: number;
            /** Format: int64 */
            out: number;
            step_free: boolean;
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Of them, without a pass
             */
            walk: number;
        };
        GateFirst: {
            /** Format: date-time */
            at: string;
            gate: string;
            /** Format: int64 */
            persons: number;
        };
        GateHelpInputBody: {
            /**
             * Format: date-time
             * @description By the device's clock
             */
            at: string;
            /** @enum {string} */
            kind: "lost_child" | "medical" | "crowding" | "dispute" | "device" | "other";
            /** @description The same press is one call */
            nonce: string;
            note?: string;
        };
        GateLease: {
            /**
             * Format: int64
             * @description Of the device
             */
            number: number;
            /** Format: int64 */
            places: number;
            /**
             * Format: date-time
             * @description Nobody is let in with it from then on
             */
            until: string;
        };
        GateList: {
            /** Format: date-time */
            as_of: string;
            /**
             * Format: int32
             * @description Of this gate, as in a pass
             */
            bit: number;
            /** @description Hash (16 characters), serial (10), then ,window,party,gates */
            codes: string[];
            device: components["schemas"]["GateDevice"];
            /**
             * Format: int32
             * @description Its number, as in a pass
             */
            event: number;
            /**
             * Format: date-time
             * @description The first window of the night
             */
            from: string;
            gates: components["schemas"]["GateMask"][];
            /** @description Public keys by id, hexadecimal */
            keys: {
                [key: string]: string;
            };
            /** @description Serials */
            revoked: string[];
            rules: components["schemas"]["GateRules"];
            /** @description Codes are found by HMAC-SHA-256 under it */
            salt: string;
            /** Format: date-time */
            until: string;
            /** @description The same for lists that say the same */
            version: string;
            windows: components["schemas"]["GateWindow"][];
        };
        GateMask: {
            /** Format: int32 */
            bit: number;
            /** @example w1 */
            id: string;
            step_free: boolean;
            title: components["schemas"]["Text"];
        };
        GateOrder: {
            /** Format: date-time */
            at: string;
            /** @description Who decided it */
            authority: string;
            event: string;
            gates: string[];
            id: string;
            /** @enum {string} */
            kind: "stop" | "out_only" | "in_only" | "open";
            /**
             * Format: int64
             * @description Of the event; the highest that names a gate counts
             */
            number: number;
            reason: string;
            /** @description To visitors; empty for the usual sentence */
            say: components["schemas"]["Text"];
        };
        GateOrderBoard: {
            /**
             * Format: int64
             * @description Devices
             */
            acknowledged: number;
            /** Format: date-time */
            at: string;
            /** @description Who decided it */
            authority: string;
            /** @description Those that were not told first, those that acknowledged it last */
            devices: components["schemas"]["GateOrderFor"][];
            event: string;
            gates: string[];
            id: string;
            /** @enum {string} */
            kind: "stop" | "out_only" | "in_only" | "open";
            /**
             * Format: int64
             * @description Of the event; the highest that names a gate counts
             */
            number: number;
            reason: string;
            /** @description To visitors; empty for the usual sentence */
            say: components["schemas"]["Text"];
            /** @description Some gate goes by it */
            standing: boolean;
        };
        GateOrderFor: {
            /** Format: date-time */
            acknowledged?: string;
            /** @description As typed at the gate */
            by?: string;
            device: string;
            gate: string;
            /**
             * Format: date-time
             * @description Last of the device; none for never
             */
            heard?: string;
            /**
             * Format: double
             * @description From the order to the acknowledgement
             */
            lag_seconds?: number;
            name: string;
            /**
             * Format: date-time
             * @description None: it has been silent since
             */
            told?: string;
        };
        GateOrderInputBody: {
            /** @description Who decided it */
            authority: string;
            /** @description Ids; none for all gates */
            gates?: string[] | null;
            /** @enum {string} */
            kind: "stop" | "out_only" | "in_only" | "open";
            /** @description For those who work there */
            reason: string;
            /** @description To visitors */
            say?: components["schemas"]["Text"];
        };
        GateOrderList: {
            /** Format: date-time */
            as_of: string;
            items: components["schemas"]["GateOrderBoard"][];
        };
        GateRecord: {
            /**
             * Format: date-time
             * @description The moment of the scan by the device's clock, to the millisecond; never changed
             */
            at: string;
            /**
             * Format: int64
             * @description Beside them, who need no ticket
             */
            children?: number;
            /**
             * @description Let in with a pass, let in without one, counted out
             * @enum {string}
             */
            kind: "in" | "walk" | "out";
            nonce: string;
            offline?: boolean;
            /** Format: int64 */
            party?: number;
            /** Format: int64 */
            persons: number;
            /** @description Seal of the line before, empty for the first */
            prev: string;
            /** Format: int64 */
            rules?: number;
            /** @description HMAC-SHA-256 of the line under the device's log key, 16 bytes, hexadecimal */
            seal: string;
            /**
             * Format: int64
             * @description 1, 2, 3 … without a gap
             */
            seq: number;
            /** @description Of the pass */
            serial?: string;
        };
        GateRedeemInputBody: {
            /**
             * Format: date-time
             * @description The device's clock
             */
            now: string;
            /** @description Of the kind in */
            record: components["schemas"]["GateRecord"];
        };
        GateRules: {
            /** Format: int64 */
            early_minutes: number;
            /** Format: int64 */
            late_minutes: number;
            /** Format: int64 */
            rest_minutes: number;
            /** Format: int64 */
            version: number;
        };
        GateSyncInputBody: {
            /** @description The order its holder has said yes to */
            acked?: string;
            /**
             * Format: date-time
             * @description as_of of the last answer the device had when it put this together; none before the first
             */
            echo?: string;
            /**
             * Format: int64
             * @description The last line of the device's log then
             */
            last?: number;
            /**
             * Format: date-time
             * @description The device's clock
             */
            now: string;
            records: components["schemas"]["GateRecord"][];
            /** @description next of the last answer; none for the whole night */
            since?: string;
            /** @description Its holder has answered the questions */
            trained?: boolean;
        };
        GateSyncReply: {
            /** @description By other devices: scan serial persons milliseconds gate. The same scan may come twice */
            admitted: string[];
            /**
             * Format: date-time
             * @description To be sent back as echo
             */
            as_of: string;
            /**
             * Format: int64
             * @description How far the device's clock is ahead of ours
             */
            clock_away_ms: number;
            /** @description The device's last call for help */
            help?: components["schemas"]["GateCall"];
            /** @description Version of the list; another one than the device has is to be fetched */
            list: string;
            /** @description Ask again at once */
            more?: boolean;
            next: string;
            /** @description The last one for its gate, an opening one too; none where none was given */
            order?: components["schemas"]["GateOrder"];
            /** Format: int64 */
            seq: number;
        };
        GateTitle: {
            /** @example w1 */
            id: string;
            step_free: boolean;
            title: components["schemas"]["Text"];
        };
        GateTotals: {
            /** Format: date-time */
            as_of: string;
            conflicts: components["schemas"]["GateConflict"][];
            gates: components["schemas"]["GateFigures"][];
            /** Format: int64 */
            in: number;
            /** Format: int64 */
            out: number;
        };
        GateVerdict: {
            /** @description The first admission with the pass */
            first?: components["schemas"]["GateFirst"];
            /**
             * Format: int64
             * @description Of the party, who may come in later
             */
            left: number;
            /**
             * Format: int64
             * @description Until the gate opens, with too_early; since it closed, with too_late
             */
            minutes?: number;
            /**
             * Format: int64
             * @description Who may come in now
             */
            persons: number;
            reason: string;
            /** @enum {string} */
            verdict: "admit" | "wait" | "refuse";
        };
        GateWindow: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
        };
        GoLiveInputBody: {
            /** Format: int64 */
            version: number;
            /** @description Why it begins with points of the checklist open */
            why?: string;
        };
        GrantInputBody: {
            /** @description Of gate staff, with gate: the only one they work at */
            event?: string;
            /**
             * Format: date-time
             * @description Of gate staff: when their shift begins; then until is when it ends
             */
            from?: string;
            /** @example w1 */
            gate?: string;
            /** @description For an account that has none yet */
            name?: string;
            /** @description * for the whole community */
            node: string;
            /** @description Whose; an account is made where there is none */
            phone: string;
            role: string;
            /** Format: date-time */
            until?: string;
            why: string;
        };
        GrantableRoles: {
            roles: string[];
        };
        Growth: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            by: number;
        };
        Guest: {
            /** @description Down to the building */
            address: string;
            /**
             * Format: date-time
             * @description Since when it stands like this
             */
            at: string;
            claim: string;
            /** @enum {string} */
            how: "" | "sms" | "visit" | "phone" | "family" | "paper";
            name_masked: string;
            /** Format: int64 */
            party: number;
            /** @description Empty for an account that stands for nobody */
            person?: string;
            /** @description Of the register */
            phone_masked: string;
            /**
             * @description Why not yet, why not by message, or why not at all
             * @enum {string}
             */
            reason: "" | "morning" | "trouble" | "no_phone" | "failed" | "unknown" | "gave_back" | "overtaken";
            session: string;
            /** @enum {string} */
            state: "open" | "told" | "in_person" | "unreached" | "needless";
            /** @description On the waiting list */
            waits: boolean;
        };
        GuestPage: {
            items: components["schemas"]["Guest"][];
            /** @description Cursor for ?after=; empty at the end. A page may be short of its limit and still have one */
            next: string;
        };
        HallChange: {
            /** Format: date-time */
            at: string;
            by: string;
            table: string;
        };
        HallDrawing: {
            /** Format: int64 */
            area_m2: number;
            /**
             * Format: int64
             * @description Persons at one sitting
             */
            capacity: number;
            /** @description The hash under which the drawing is kept for ever */
            drawing: string;
            /** Format: int64 */
            height: number;
            id: string;
            items: components["schemas"]["HallTable"][];
            kind: string;
            /** @description The last change of a table */
            last?: components["schemas"]["HallChange"];
            name: string;
            /** @description More seats are drawn than people may sit */
            over: boolean;
            parts: components["schemas"]["HallPart"][];
            /**
             * Format: int64
             * @description 0 while there is none
             */
            permit: number;
            /** Format: int64 */
            rev: number;
            rules: components["schemas"]["HallRule"][];
            /**
             * Format: int64
             * @description As drawn
             */
            seats: number;
            /** Format: int64 */
            tables: number;
            /**
             * Format: int64
             * @description Centimetres
             */
            width: number;
        };
        HallEditInputBody: {
            /**
             * Format: int64
             * @description The revision it was made on
             */
            base: number;
            drop?: string[] | null;
            put?: components["schemas"]["HallTable"][] | null;
        };
        HallList: {
            items: components["schemas"]["HallSummary"][];
        };
        HallPart: {
            /** Format: int64 */
            height: number;
            /** @enum {string} */
            kind: "stage" | "toilet" | "exit" | "ramp" | "aisle" | "kitchen";
            name?: string;
            /** Format: int64 */
            width: number;
            /** Format: int64 */
            x: number;
            /** Format: int64 */
            y: number;
        };
        HallPermitInputBody: {
            /** Format: int64 */
            permit: number;
            why: string;
        };
        HallRule: {
            /** @description The capacity comes from it */
            binds: boolean;
            /** Format: int64 */
            most: number;
            /**
             * @description seats: as drawn; area: 2 m² for each; fixed: 80 % of seats that are bolted down; permit: its ceiling
             * @enum {string}
             */
            rule: "seats" | "area" | "fixed" | "permit";
        };
        HallSummary: {
            /** Format: int64 */
            area_m2: number;
            /**
             * Format: int64
             * @description Persons at one sitting
             */
            capacity: number;
            /** @description The hash under which the drawing is kept for ever */
            drawing: string;
            id: string;
            kind: string;
            name: string;
            /** @description More seats are drawn than people may sit */
            over: boolean;
            /**
             * Format: int64
             * @description 0 while there is none
             */
            permit: number;
            /** Format: int64 */
            rev: number;
            rules: components["schemas"]["HallRule"][];
            /**
             * Format: int64
             * @description As drawn
             */
            seats: number;
            /** Format: int64 */
            tables: number;
        };
        HallTable: {
            /**
             * Format: int64
             * @description Measured from the drawing when it is moved
             */
            aisle_cm?: number;
            /** @description Those made for a wheelchair */
            ends?: number[] | null;
            id: string;
            /** Format: int64 */
            number: number;
            only?: string;
            quiet?: boolean;
            /** Format: int64 */
            rotation?: number;
            /**
             * Format: int64
             * @description Numbered from 1 round the table
             */
            seats: number;
            /** @enum {string} */
            shape: "round" | "long";
            step_free?: boolean;
            theme?: boolean;
            /**
             * Format: int64
             * @description Likewise
             */
            toilet_m?: number;
            /**
             * Format: int64
             * @description Of its middle
             */
            x: number;
            /** Format: int64 */
            y: number;
        };
        HeadCard: {
            duty_phone: string;
            /** @description Empty unless they agreed to it */
            name: string;
            /** @example 楼栋长 */
            title: string;
        };
        Hold: {
            id: string;
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
            /** @description Place numbers in the pool */
            places: number[];
            pool: string;
            /** @description Their names, in a pool of seats */
            seats?: string[] | null;
            /**
             * Format: date-time
             * @description At this moment it has ended
             */
            until: string;
        };
        Household: {
            building: string;
            /** Format: date-time */
            changed: string;
            code: string;
            earlier?: components["schemas"]["Visit"][] | null;
            /** Format: date-time */
            ended?: string;
            ended_by?: string;
            expected?: components["schemas"]["Expected"][] | null;
            /** Format: int64 */
            flat: number;
            /** Format: int64 */
            floor: number;
            id: string;
            kind?: string;
            known_to_head?: boolean;
            moved_in?: string;
            room: string;
            synthetic?: boolean;
            tenure?: string;
            /** Format: int64 */
            unit: number;
            visit?: components["schemas"]["Visit"];
            wants_delivery?: boolean;
            written?: string;
        };
        HouseholdMember: {
            age_band: string;
            id: string;
            name: string;
            residency: string;
            role: string;
        };
        HouseholdPage: {
            items: components["schemas"]["HouseholdView"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        HouseholdView: {
            address: string;
            building: string;
            /** @description Empty where the address is cut, and so are unit, floor, flat and room */
            code: string;
            /** Format: int64 */
            flat: number;
            /** Format: int64 */
            floor: number;
            id: string;
            /** @description To the building head */
            known: boolean;
            /**
             * Format: date-time
             * @description Since when they live there no more
             */
            moved_away?: string;
            moved_in: string;
            people: components["schemas"]["HouseholdMember"][];
            room: string;
            tenure: string;
            /** Format: int64 */
            unit: number;
            /** @description The latest; null before the first, and for those who may not change people there */
            visit: components["schemas"]["DoorVisit"];
        };
        Housemate: {
            /**
             * @description With a telephone
             * @enum {string}
             */
            ability: "" | "daily" | "chat" | "feature" | "none";
            age_band: string;
            /** @description A day, only a year, or empty */
            born: string;
            /** @description The caller may confirm that they live here */
            confirmable: boolean;
            id: string;
            /** @enum {string} */
            language: "" | "putonghua" | "wuhan" | "other" | "sign";
            /** @description The caller may act for them in something */
            may_act: boolean;
            me: boolean;
            name: string;
            needs: components["schemas"]["Need"][];
            phone_masked: string;
            /**
             * @description Empty for those known all along
             * @enum {string}
             */
            residency: "" | "claimed" | "confirmed" | "refused";
            /** @description In the household */
            role: string;
            /** @enum {string} */
            sex: "" | "F" | "M";
        };
        ImportCheck: {
            columns: components["schemas"]["ImportColumn"][];
            /** @description Of a text file */
            encoding: string;
            /** @description All fields a column can be */
            fields: string[];
            /** @enum {string} */
            format: "csv" | "xlsx";
            /** Format: int64 */
            header_row: number;
            /** @description Fields without which no row can be taken */
            missing: string[];
            /** Format: int64 */
            rows: number;
            /** @description The first five rows */
            sample: (string[] | null)[];
            /** @description Of a workbook: the first that is not hidden */
            sheet: string;
        };
        ImportColumn: {
            /** @description Empty where it is left out */
            field: string;
            header: string;
        };
        ImportJob: {
            /** Format: int64 */
            added: number;
            /** Format: date-time */
            at: string;
            by_name: string;
            /**
             * Format: int64
             * @description Known people of whom something was filled in that was empty
             */
            changed: number;
            /**
             * Format: int64
             * @description Rows looked at
             */
            done: number;
            /** @description Code of why it failed */
            fault: string;
            /** Format: date-time */
            finished?: string;
            id: string;
            /** @description Of the file */
            name: string;
            /**
             * Format: int64
             * @description See refused.csv
             */
            refused: number;
            /**
             * Format: int64
             * @description Below the header; 0 before the check
             */
            rows: number;
            /** Format: int64 */
            same: number;
            /** Format: date-time */
            started?: string;
            /** @enum {string} */
            state: "uploading" | "checked" | "running" | "done" | "cancelled" | "failed";
        };
        ImportPage: {
            items: components["schemas"]["ImportJob"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        ImportStartBody: {
            /** @description Corrections: header to field, empty to leave the column out */
            columns?: {
                [key: string]: string;
            };
        };
        ItemInputBody: {
            /** @description Goes in front of this one; empty for the end */
            before?: string;
            cut?: boolean;
            feed?: string;
            fixed?: boolean;
            /**
             * Format: int64
             * @description Seconds
             */
            length?: number;
            standby?: string;
            title?: components["schemas"]["Text"];
            /** Format: int64 */
            version: number;
        };
        KindRules: {
            limits: components["schemas"]["BookingLimit"][];
            /**
             * Format: int64
             * @description Persons in one booking
             */
            max_party: number;
            title: components["schemas"]["Text"];
        };
        LeaseAsk: {
            /** @description The same press is one lease */
            key: string;
            /**
             * Format: int64
             * @description At most; fewer where fewer are left
             */
            places: number;
        };
        Left: {
            /** Format: date-time */
            at: string;
            building: string;
            household: string;
            role?: string;
        };
        LeftPage: {
            items: components["schemas"]["LeftView"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        LeftView: {
            /** @description Where they lived; down to the building only, unless the caller may change people there */
            address: string;
            age_band: string;
            /** @description Where they lived; empty where nobody knows, or not any more */
            building: string;
            /** @description That they left; empty where it is lived in no more */
            household: string;
            id: string;
            /** @description The caller may take it back that they moved out */
            may_return: boolean;
            /** @description The caller may look them up: they are in no building, so it takes the whole community */
            may_see: boolean;
            /** @description Masked unless the caller may change people where they lived */
            name: string;
            /** Format: date-time */
            since?: string;
        };
        LentList: {
            /** Format: date-time */
            as_of: string;
            items: components["schemas"]["LentPlaces"][];
        };
        LentPlaces: {
            /**
             * Format: int64
             * @description That went back
             */
            back: number;
            /** @description More than it has, or numbers with a gap */
            beyond: boolean;
            device: string;
            gate: string;
            /**
             * Format: int64
             * @description Of the device
             */
            number: number;
            /** Format: int64 */
            places: number;
            pool: string;
            /**
             * Format: int64
             * @description Let in with it, as far as was heard
             */
            sold: number;
            /**
             * @description waiting: it is over, and the device has not brought all it did
             * @enum {string}
             */
            state: "out" | "waiting" | "closed";
            /**
             * Format: date-time
             * @description Nobody is let in with it from then on
             */
            until: string;
        };
        Like: {
            address: string;
            born: string;
            /** @description This and all but why empty for somebody the caller may not look up */
            id: string;
            name: string;
            phone_masked: string;
            /** @enum {string} */
            why: "same_name" | "like_sounding" | "same_phone";
        };
        Lodger: {
            age_band: string;
            /** @description Agreed to being registered */
            consented: boolean;
            id: string;
            name: string;
            needs: components["schemas"]["Need"][];
            phone_masked: string;
            residency: string;
        };
        Login: {
            name: string;
            /** @description What there is to see */
            note: components["schemas"]["Text"];
            phone: string;
            role: string;
            /** @description What the app of its second factor shows now */
            second_code?: string;
        };
        LostPass: {
            /** @description Down to the building */
            address?: string;
            /** Format: date-time */
            at: string;
            channel: string;
            /**
             * Format: int64
             * @description Of them, children who may not come alone
             */
            children: number;
            /** @description 8 characters for reading aloud */
            code: string;
            /**
             * Format: date-time
             * @description When it was given back or taken away
             */
            ended?: string;
            /**
             * Format: int64
             * @description Persons who have come in with any of them, as far as is known here
             */
            entered: number;
            event: string;
            /** @description Why the event is postponed or cancelled; else empty */
            event_note: components["schemas"]["Text"];
            /** @enum {string} */
            event_state: "draft" | "published" | "stopped" | "postponed" | "cancelled";
            event_title: components["schemas"]["Text"];
            /** @description Whose it is, where it is not the caller's own */
            for?: string;
            id: string;
            /**
             * Format: date-time
             * @description When it was made; none where nobody has asked for it yet
             */
            issued?: string;
            /** @description It was taken away and its places stay out of the stock */
            kept?: boolean;
            lunar: string;
            name_masked: string;
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
            /** @description Whose it is; empty for an account that stands for nobody */
            person?: string;
            place: components["schemas"]["Text"];
            /** @description Place numbers in the pool */
            places: number[];
            pool: string;
            /** @description Why it was taken away */
            reason?: string;
            /** @description Their names, in a pool of seats */
            seats?: string[] | null;
            session: string;
            session_title: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /** @enum {string} */
            state: "claimed" | "released" | "revoked";
            /**
             * Format: int64
             * @description How many passes there were of this booking
             */
            times: number;
            /** @description The offer to somebody else that stands */
            transfer?: components["schemas"]["Transfer"];
            /**
             * Format: date-time
             * @description It is good until then
             */
            until: string;
            /** @description To be read back: when, where and for how many */
            words: components["schemas"]["Text"];
        };
        LostPassList: {
            items: components["schemas"]["LostPass"][];
        };
        May: {
            act: boolean;
            change: boolean;
            merge: boolean;
            reveal: boolean;
        };
        MemberInputBody: {
            /** @enum {string} */
            role: "leader" | "deputy" | "member";
            why?: string;
        };
        Membership: {
            id: string;
            person: string;
            role: string;
            since?: string;
            synthetic?: boolean;
            team: string;
        };
        MergeInputBody: {
            /** @description What ends; may name the one that goes on too */
            from: string[] | null;
            /** @description The one that goes on; empty makes a new one */
            into?: string;
            /** @description Of the new one; with into, a new name for it */
            name?: string;
            why: string;
        };
        MergePage: {
            items: components["schemas"]["MergeRecord"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        MergePairInputBody: {
            keep: string;
            /** @description phone, born, name, address: left or right; what is not said stays, or is filled where nothing was */
            take?: {
                [key: string]: string;
            };
            why: string;
        };
        MergeRecord: {
            /** Format: date-time */
            at: string;
            by_name: string;
            gone: string;
            gone_name: string;
            id: string;
            kept: string;
            kept_name: string;
            /** @description What could not be put back */
            left: string[];
            /** @enum {string} */
            state: "planned" | "doing" | "done" | "undoing" | "undone";
            undo_why: string;
            /** Format: date-time */
            undone?: string;
            why: string;
        };
        MoveInputBody: {
            /** @description A channel, or kept for what is kept back */
            from: string;
            /** Format: int64 */
            places: number;
            /**
             * Format: int64
             * @description Of the pool as it was read
             */
            rev: number;
            to: string;
            why: string;
        };
        MyAccount: {
            /** Format: date-time */
            created: string;
            id: string;
            name: string;
            phone: string;
            roles: string[];
        };
        MyCarePair: {
            /** @enum {string} */
            as: "looked_after" | "helper";
            /** Format: date-time */
            ended?: string;
            has_card: boolean;
            has_key: boolean;
            id: string;
            since?: string;
            visits?: string;
        };
        MyData: {
            account: components["schemas"]["MyAccount"];
            act_for_me: components["schemas"]["Relation"][];
            address: string;
            care_pairs: components["schemas"]["MyCarePair"][];
            claims: components["schemas"]["Claim"][];
            /** @description Every answer ever given, oldest first by purpose */
            consents: components["schemas"]["Consent"][];
            household: components["schemas"]["Household"];
            i_act_for: components["schemas"]["Relation"][];
            /** @description What was changed about the caller, and what they changed; newest first */
            log: components["schemas"]["MyLine"][];
            /** @description There are older lines than fit */
            log_cut: boolean;
            /** Format: date-time */
            made: string;
            /** @description Records of the same person that were made one with this */
            merged_records: components["schemas"]["MyRecord"][];
            /** @description What was to be told in person, for want of a telephone */
            notices: components["schemas"]["Notice"][];
            /** @description null for an account that stands for nobody */
            person: components["schemas"]["MyRecord"];
            photos: components["schemas"]["MyPhoto"][];
            posts: components["schemas"]["Post"][];
            sessions: components["schemas"]["MySession"][];
            teams: components["schemas"]["Membership"][];
            volunteer: components["schemas"]["Volunteer"];
        };
        MyDuties: {
            /** @description The caller agrees to a photo on the duty roster */
            agreed: boolean;
            items: components["schemas"]["MyDuty"][];
            /** @description Always empty: the list is whole */
            next: string;
            /**
             * Format: date-time
             * @description Since when there is one, to be had at /v1/me/portrait
             */
            photo?: string;
        };
        MyDuty: {
            building: string;
            /** @description Of the post */
            duty_phone: string;
            from: string;
            /** @example GX-12-head */
            id: string;
            /** @example head */
            kind: string;
            /**
             * @description Of the building
             * @example 桂香苑 12栋
             */
            name: string;
            /** @description The caller's name is on the duty roster */
            named: boolean;
            /** @enum {string} */
            state: "held" | "vacant" | "term_over" | "not_begun";
            /** @example 楼栋长 */
            title: string;
            /** @description The last day */
            until: string;
        };
        MyLine: {
            /** Format: date-time */
            at: string;
            channel: string;
            detail?: {
                [key: string]: string;
            };
            mine: boolean;
            object: string;
            outcome: string;
            role?: string;
            what: string;
            why?: string;
        };
        MyPhoto: {
            /** Format: date-time */
            at: string;
            /** @description The consent it is kept by */
            for: string;
            /** @description In base64 */
            jpeg: string;
        };
        MyRecord: {
            ability: string;
            born: string;
            building: string;
            /** Format: date-time */
            changed: string;
            /** @description Who wrote it down: self, head, family, import, desk */
            channel: string;
            /** Format: date-time */
            created: string;
            household: string;
            id: string;
            language: string;
            /** @description The household they moved out of, while they have not said where they live now */
            left?: components["schemas"]["Left"];
            name: string;
            needs: components["schemas"]["Need"][];
            other_names: string[];
            phone: string;
            residency: string;
            role: string;
            sex: string;
        };
        MySession: {
            /** Format: date-time */
            created: string;
            current: boolean;
            /** @description What the browser calls itself */
            device: string;
            /** Format: date-time */
            expires: string;
        };
        Named: {
            id: string;
            name: string;
        };
        NamingInputBody: {
            /** @description Somebody in the caller's reach, or agent_phone */
            agent?: string;
            /** @description Whose owner has to say yes first */
            agent_phone?: string;
            /** @description How the person agreed to it */
            consent: components["schemas"]["Agreement"];
            /** @enum {string} */
            kind: "child" | "family" | "neighbour" | "guardian";
            /** @description signup, needs, contact, all */
            scope: string[];
            /** @description The last day; empty for open */
            until?: string;
        };
        Need: {
            /** @example wheelchair_place */
            code: string;
            /** @enum {string} */
            kind: "access" | "mobility" | "contact" | "diet" | "allergen";
        };
        NewEditionInputBody: {
            /**
             * Format: int64
             * @description The how-manieth
             */
            edition?: number;
            /**
             * Format: date-time
             * @description Of a copy: where it is left out, as long after the start as it was
             */
            ends?: string;
            /** Format: int64 */
            expected?: number;
            /** @description The edition to copy, with its sessions and pools */
            from?: string;
            hotline?: string;
            /** @description banquet, lantern or gala; of a copy, that of what it is copied from */
            kind?: string;
            /** @description Who answers for its safety */
            owner?: string;
            place?: components["schemas"]["Text"];
            public?: boolean;
            /** Format: date-time */
            starts: string;
            summary?: components["schemas"]["Text"];
            title?: components["schemas"]["Text"];
            why: string;
        };
        NewFilmBody: {
            /**
             * Format: int64
             * @description Bytes of the file
             */
            size: number;
            title: string;
        };
        NewGateDevice: {
            event: string;
            /** Format: date-time */
            expires: string;
            gate: string;
            id: string;
            name: string;
            qr: components["schemas"]["QR"];
            /**
             * Format: int64
             * @description Its log is here up to this line
             */
            seq: number;
            /** @description To be typed or scanned at the device, once */
            token: string;
            /**
             * Format: date-time
             * @description When the shift it was set up for ends: it lets nobody in from then on
             */
            until?: string;
        };
        NewGateEdge: {
            event: string;
            /** Format: date-time */
            expires: string;
            /** @description That it looks after */
            gates: string[];
            /**
             * Format: date-time
             * @description None where it was never heard
             */
            heard?: string;
            id: string;
            name: string;
            /**
             * @description waiting: its code was not used yet
             * @enum {string}
             */
            state: "waiting" | "lapsed" | "working" | "revoked";
            /** @description For WANJIA_EDGE_CODE, once */
            token: string;
        };
        NewHouseholdInputBody: {
            /** @description Beside those that live in the flat already */
            another?: boolean;
            /** @example GX-12 */
            building: string;
            moved_in?: string;
            /** @example 501 */
            room: string;
            /** @enum {string} */
            tenure?: "" | "owner" | "renter" | "public";
            /** Format: int64 */
            unit: number;
        };
        NewImportBody: {
            /** @example 桂香苑.xlsx */
            name: string;
            /**
             * Format: int64
             * @description Bytes, at most 32 MiB
             */
            size: number;
        };
        NewPoolInputBody: {
            /** Format: date-time */
            closes: string;
            /**
             * @description Small letters, digits and hyphens; never used again
             * @example banquet-2027-noon-tables
             */
            id: string;
            limits?: components["schemas"]["StockLimit"][] | null;
            /** Format: int64 */
            max_party: number;
            /**
             * Format: date-time
             * @description Not in the past
             */
            opens: string;
            /** Format: int64 */
            places: number;
            shares?: components["schemas"]["StockShare"][] | null;
            title: components["schemas"]["Text"];
            why: string;
        };
        Newcomer: {
            born?: string;
            consent: components["schemas"]["NewcomerYes"];
            name: string;
            needs?: components["schemas"]["Need"][] | null;
            phone?: string;
            /** @description wife, husband, child, grandmother, ... */
            role?: string;
            /** @enum {string} */
            sex?: "" | "F" | "M";
        };
        NewcomerYes: {
            /**
             * @description app only for a child of the caller's, under 18
             * @enum {string}
             */
            how: "app" | "paper" | "voice";
            /** @description Of the text; empty for the present one */
            version?: string;
            /** @description Who heard it, or keeps the paper */
            witness?: string;
        };
        NodeChild: {
            /** Format: int64 */
            buildings: number;
            /** Format: int64 */
            households: number;
            id: string;
            /** @enum {string} */
            kind: "general_branch" | "branch" | "group" | "building";
            name: string;
            /** Format: int64 */
            people: number;
            /** Format: int64 */
            posts: number;
            /** Format: int64 */
            vacant_posts: number;
        };
        NodeDetail: {
            /** @example 五居委会 */
            committee?: string;
            /**
             * Format: date-time
             * @description When it was merged or split away
             */
            ended?: string;
            /**
             * @description * for the top
             * @example GX-G07
             */
            id: string;
            /** @description What came of it */
            into?: components["schemas"]["Named"][] | null;
            /** @enum {string} */
            kind: "community" | "general_branch" | "branch" | "group" | "building";
            name: string;
        };
        Notice: {
            /** Format: date-time */
            at: string;
            building: string;
            id: string;
            person: string;
            template: string;
            text: string;
            told?: components["schemas"]["Telling"];
        };
        Occupancy: {
            /** Format: date-time */
            as_of: string;
            gates: components["schemas"]["OccupancyGate"][];
            /**
             * Format: date-time
             * @description The age of these figures
             */
            heard?: string;
            /** @enum {string} */
            level: "unknown" | "green" | "yellow" | "orange" | "red";
            /** Format: int64 */
            lower: number;
            /**
             * Format: date-time
             * @description When the gates open, or opened, this night or the next
             */
            opens: string;
            /** Format: int64 */
            upper: number;
            zones: components["schemas"]["OccupancyZone"][];
        };
        OccupancyGate: {
            id: string;
            /** @enum {string} */
            state: "open" | "stop" | "out_only" | "in_only";
            step_free: boolean;
            title: components["schemas"]["Text"];
        };
        OccupancyZone: {
            id: string;
            /** @enum {string} */
            level: "unknown" | "green" | "yellow" | "orange" | "red";
            title: components["schemas"]["Text"];
        };
        Offering: {
            /**
             * Format: int64
             * @description Of them, children who may not come alone
             */
            children: number;
            event: string;
            event_title: components["schemas"]["Text"];
            /** @description Who offers it, masked; empty where they have not said who they are */
            from_name: string;
            id: string;
            lunar: string;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
            place: components["schemas"]["Text"];
            session_title: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /**
             * Format: date-time
             * @description At this moment the offer stands no longer
             */
            until: string;
        };
        OfferingList: {
            items: components["schemas"]["Offering"][];
        };
        OfficePool: {
            /** @enum {string} */
            channel: "building_head" | "hotline" | "walk_up" | "accessible";
            /** Format: int64 */
            free: number;
            /** Format: int64 */
            max_party: number;
            pool: string;
            seated: boolean;
            /**
             * Format: int64
             * @description Places kept for this channel; -1 where the pool is not divided
             */
            share: number;
            /** @enum {string} */
            state: "not_open" | "open" | "sold_out" | "closed";
            /**
             * Format: int64
             * @description Through this channel
             */
            taken: number;
            title: components["schemas"]["Text"];
        };
        OfficeStock: {
            items: components["schemas"]["OfficePool"][];
            session: string;
        };
        OnAir: {
            /**
             * Format: int64
             * @description Media sequence number that begins with it
             */
            cell: number;
            /**
             * Format: date-time
             * @description When the public begins to see it
             */
            public: string;
            /** @description The show is not on air: the public sees nothing of it */
            rehearsal: boolean;
            source: string;
        };
        OnBehalfConsentBody: {
            /** @description false refuses, or takes back what was given */
            given: boolean;
            /** @enum {string} */
            how: "paper" | "voice" | "head";
            /** @enum {string} */
            purpose: "service" | "needs" | "agent" | "duty_roster" | "duty_photo" | "photos" | "care_card";
            witness?: string;
        };
        OrderLine: {
            /** Format: date-time */
            at: string;
            channel: string;
            /** Format: date-time */
            ended?: string;
            grown?: components["schemas"]["Growth"][] | null;
            hash?: string;
            held?: boolean;
            kept?: boolean;
            /** Format: date-time */
            offered?: string;
            /** Format: int64 */
            party: number;
            passed?: boolean;
            places?: number[] | null;
            /** Format: int64 */
            seq?: number;
            state: string;
            tag: string;
        };
        OrganisationChange: {
            /** Format: date-time */
            at: string;
            /** @description Of whoever did it, as it was then; may be empty */
            by_name: string;
            /**
             * Format: date-time
             * @description Missing while it is being carried out, or finished after a failure
             */
            done?: string;
            /** @description What ended */
            from: components["schemas"]["Named"][];
            id: string;
            /** @description What came of it */
            into: components["schemas"]["Named"][];
            /** @enum {string} */
            kind: "merge" | "split";
            /**
             * Format: int64
             * @description Parts that lie in another one now
             */
            moved: number;
            /** @description Roles held at the part that was split: they name nothing any more and have to be granted anew */
            regrant?: components["schemas"]["RoleHeld"][] | null;
            why: string;
        };
        OrganisationNode: {
            /**
             * Format: date-time
             * @description When the oldest figure was counted
             */
            as_of: string;
            children: components["schemas"]["NodeChild"][];
            node: components["schemas"]["NodeDetail"];
            /** @description From the top down to the node itself; empty for the top */
            path: components["schemas"]["Named"][];
            totals: components["schemas"]["Totals"];
        };
        Own: {
            address: string;
            building: string;
            /** @description Who answers for the building; null where nobody does */
            head: components["schemas"]["HeadCard"];
            /** @description Empty for somebody who has moved out */
            household: string;
            person: components["schemas"]["OwnPerson"];
        };
        OwnConsent: {
            /**
             * Format: date-time
             * @description When it was said, or taken back
             */
            at?: string;
            /** @description Who said it, where it was a guardian */
            by_name?: string;
            /** @enum {string} */
            how?: "app" | "paper" | "voice" | "head";
            /** @enum {string} */
            purpose: "service" | "needs" | "agent" | "duty_roster" | "duty_photo" | "photos" | "care_card";
            /** @description Without it nothing can be kept */
            required: boolean;
            /** @enum {string} */
            state: "given" | "refused" | "withdrawn" | "never";
            /** @description Of the text they read or heard; empty where nobody asked */
            version: string;
        };
        OwnConsents: {
            items: components["schemas"]["OwnConsent"][];
            /** @description Of the texts there are now */
            version: string;
        };
        OwnCorrection: {
            /** @enum {string} */
            ability?: "" | "daily" | "chat" | "feature" | "none";
            born?: string;
            /** @description Somebody the caller may act for */
            for?: string;
            /** @enum {string} */
            language?: "" | "putonghua" | "wuhan" | "other" | "sign";
            name?: string;
            needs?: components["schemas"]["Need"][];
            /** @enum {string} */
            sex?: "" | "F" | "M";
        };
        OwnHousehold: {
            address: string;
            building: string;
            building_name: string;
            /** @example GX-12-2-501 */
            code: string;
            head: components["schemas"]["HeadCard"];
            id: string;
            /** @description Whether the caller sees the others and may write down more */
            managed: boolean;
            moved_in: string;
            people: components["schemas"]["Housemate"][];
            room: string;
            /** @enum {string} */
            tenure: "" | "owner" | "renter" | "public";
            /** Format: int64 */
            unit: number;
        };
        OwnNaming: {
            /** @description Somebody of the caller's household */
            agent?: string;
            /** @description Whoever has the number is asked; nobody learns whether it is known */
            agent_phone?: string;
            /** @description A child the caller answers for; empty for oneself */
            for?: string;
            /** @description child, family, neighbour; guardian for a child */
            kind: string;
            /** @description signup, needs, contact, all */
            scope: string[] | null;
            /** @description The last day; empty for open */
            until?: string;
        };
        OwnPerson: {
            /**
             * @description With a telephone
             * @enum {string}
             */
            ability: "" | "daily" | "chat" | "feature" | "none";
            /** @description A day, only a year, or empty */
            born: string;
            id: string;
            /** @enum {string} */
            language: "" | "putonghua" | "wuhan" | "other" | "sign";
            name: string;
            needs: components["schemas"]["Need"][];
            phone_masked: string;
            /**
             * @description Empty for those known all along
             * @enum {string}
             */
            residency: "" | "claimed" | "confirmed" | "refused";
            /** @description In the household */
            role: string;
            /** @enum {string} */
            sex: "" | "F" | "M";
        };
        OwnRelation: {
            /** @description Who acts; empty while they have not said yes */
            agent: string;
            /** @description While they have not said yes: the number that was asked, masked */
            agent_name: string;
            /** @description Nobody was named, so it is the building head */
            default: boolean;
            from: string;
            id: string;
            /** @enum {string} */
            kind: "guardian" | "child" | "family" | "neighbour" | "building_head";
            /** @description Who is acted for */
            person: string;
            person_name: string;
            scope: string[];
            /**
             * @description unproven: no consent stands behind it, so nobody can act by it
             * @enum {string}
             */
            state: "stands" | "asked" | "unproven";
            /** @description The last day; empty for open */
            until?: string;
        };
        OwnRelations: {
            acts_for_me: components["schemas"]["OwnRelation"][];
            i_act_for: components["schemas"]["OwnRelation"][];
        };
        OwnSeat: {
            event: string;
            hall: string;
            hall_name: string;
            left?: components["schemas"]["Text"];
            /** @description Numbers round the table */
            places: number[];
            sitting: string;
            /** Format: date-time */
            starts: string;
            /**
             * Format: int64
             * @description Its number; 0 while there is none
             */
            table: number;
            title: components["schemas"]["Text"];
            why: components["schemas"]["Text"][];
        };
        OwnSeats: {
            items: components["schemas"]["OwnSeat"][];
        };
        PairInputBody: {
            why: string;
        };
        Part: {
            /** @description Version and place, or what is wrong and what to do */
            detail: string;
            /** @enum {string} */
            kind: "embedded" | "external";
            /** @example documents */
            name: string;
            /** @enum {string} */
            state: "ok" | "failing";
        };
        PartyChangeInputBody: {
            /**
             * Format: int64
             * @description Of them, children who may not come alone
             */
            children?: number;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
        };
        Pass: {
            /** Format: int64 */
            children: number;
            claim: string;
            /** @description 8 characters to read aloud where the code cannot be scanned */
            code: string;
            event_title: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description The window to come in begins
             */
            from: string;
            /** @description Where to come in */
            gates: components["schemas"]["GateTitle"][];
            hotline: string;
            /** Format: date-time */
            issued: string;
            lunar: string;
            /** Format: int64 */
            party: number;
            place: components["schemas"]["Text"];
            qr: components["schemas"]["QR"];
            /** @description Ten hexadecimal digits */
            serial: string;
            session_title: components["schemas"]["Text"];
            /** @description What the QR code says, scheme wj1 in base45 */
            text: string;
            /**
             * Format: date-time
             * @description and ends
             */
            until: string;
            wheelchair: boolean;
            /** @description The same in one line to read aloud */
            words: components["schemas"]["Text"];
        };
        Permit: {
            /** Format: date-time */
            applied?: string;
            /**
             * Format: date-time
             * @description Twenty days before it starts
             */
            apply_by: string;
            /**
             * Format: int64
             * @description Persons each session may have; 0 for none said
             */
            ceiling: number;
            /** Format: date-time */
            decided?: string;
            /**
             * Format: date-time
             * @description Seven days after it was applied for
             */
            decided_by?: string;
            /**
             * Format: int64
             * @description Persons in its fullest session
             */
            expected: number;
            /**
             * @description Whose permit it needs: none below 1,000 persons or closed to the public
             * @enum {string}
             */
            level: "none" | "county" | "city";
            number: string;
            /** @description Why it was published without; empty where it was not */
            override: string;
            /** @description Whether anybody may come */
            public: boolean;
            /** @description override holds no more: the permit was decided since, or something else is planned */
            spent: boolean;
            /**
             * @description outdated: granted for what has been changed since
             * @enum {string}
             */
            state: "none" | "applied" | "granted" | "refused" | "outdated";
        };
        PermitInputBody: {
            /**
             * Format: date-time
             * @description Now where it is left out
             */
            applied?: string;
            /** Format: int64 */
            ceiling?: number;
            /**
             * Format: date-time
             * @description Now where it is left out
             */
            decided?: string;
            /** Format: int64 */
            expected: number;
            number?: string;
            public: boolean;
            /** Format: int64 */
            rev: number;
            /** @enum {string} */
            state: "none" | "applied" | "granted" | "refused";
            why: string;
        };
        PersonList: {
            items: components["schemas"]["PersonView"][];
            /** @description Always empty: the list is whole */
            next: string;
        };
        PersonView: {
            ability: string;
            address: string;
            age_band: string;
            /** @description The year */
            born: string;
            building: string;
            /** Format: date-time */
            changed: string;
            /** @description Who wrote the record: self, head, family, import, desk */
            channel: string;
            /** @description Of the flat; empty where the address is cut */
            code: string;
            consents: components["schemas"]["ConsentView"][];
            /** Format: date-time */
            created: string;
            household: string;
            /** @description Of who the record stands for now; differs from the one asked for after a merge */
            id: string;
            language: string;
            may: components["schemas"]["May"];
            /** @description Where another id was asked for that was merged into this one: this one */
            merged_into?: string;
            /**
             * Format: date-time
             * @description Since when they live there no more
             */
            moved_away?: string;
            name: string;
            /** @description Empty for those who have nothing to do with them; see needs_count */
            needs: components["schemas"]["Need"][];
            /** Format: int64 */
            needs_count: number;
            other_names: string[];
            phone_masked: string;
            posts: components["schemas"]["PostOf"][];
            relations: components["schemas"]["RelationsView"];
            /** @enum {string} */
            residency: "" | "claimed" | "confirmed" | "refused";
            /** @description In the household */
            role: string;
            sex: string;
            synthetic: boolean;
            teams: components["schemas"]["TeamOf"][];
        };
        PlanInUse: {
            /** @description A hash of its content */
            id: string;
            name: string;
            /** @description Whose places are its seats */
            pools: components["schemas"]["PlanPool"][];
            /**
             * Format: int64
             * @description Tables, too
             */
            rows: number;
            /** Format: int64 */
            seats: number;
            sectors: string[];
            /**
             * Format: int64
             * @description Places for a wheelchair
             */
            wheelchairs: number;
        };
        PlanInputBody: {
            /**
             * Format: int64
             * @description Seconds between the stage and the public
             */
            delay: number;
            /** Format: int64 */
            gap: number;
            items: components["schemas"]["PlannedItem"][];
            outs?: components["schemas"]["PlannedOut"][] | null;
            /**
             * Format: date-time
             * @description As the public sees it
             */
            starts: string;
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description 0 for one that is not there yet
             */
            version: number;
        };
        PlanList: {
            items: components["schemas"]["PlanInUse"][];
        };
        PlanPool: {
            event: string;
            id: string;
            session: string;
            title: components["schemas"]["Text"];
        };
        PlanStatus: {
            plan: string;
            pools: components["schemas"]["PoolSeatStatus"][];
            /** @description For ?since= */
            rev: string;
            /** @description It says only what has changed since then; else all */
            since?: string;
        };
        PlanSummary: {
            /** @description A hash of its content */
            id: string;
            name: string;
            /**
             * Format: int64
             * @description Tables, too
             */
            rows: number;
            /** Format: int64 */
            seats: number;
            sectors: string[];
            /**
             * Format: int64
             * @description Places for a wheelchair
             */
            wheelchairs: number;
        };
        PlannedItem: {
            feed?: string;
            fixed?: boolean;
            /** @enum {string} */
            from: "stage" | "branch" | "tape";
            id: string;
            kind: string;
            /**
             * Format: int64
             * @description Seconds
             */
            length: number;
            minors?: boolean;
            standby?: string;
            title: components["schemas"]["Text"];
        };
        PlannedOut: {
            /** Format: date-time */
            at: string;
            who: string;
        };
        Pool: {
            /**
             * Format: int64
             * @description Places for people
             */
            capacity: number;
            /**
             * Format: int64
             * @description Places owned or about to be
             */
            claimed: number;
            /** Format: date-time */
            closes: string;
            /**
             * Format: int64
             * @description Places left for whoever books online
             */
            free: number;
            id: string;
            /**
             * Format: int64
             * @description Persons one claim may hold
             */
            max_party: number;
            /** Format: date-time */
            opens: string;
            /** @description The seating plan of a pool of seats */
            plan?: string;
            /** @enum {string} */
            state: "not_open" | "open" | "sold_out" | "paused" | "closed";
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Parties on the waiting list; newcomers stand behind them
             */
            waiting: number;
        };
        PoolPlanInputBody: {
            plan: string;
        };
        PoolSeatStatus: {
            /** @description Place number and its two bits */
            changed?: (number[] | null)[] | null;
            pool: string;
            /** @description Base64 of two bits for each seat in the order of the plan's numbering, the first in the lowest bits: 0 free, 1 held, 2 taken */
            seats?: string;
        };
        Post: {
            building: string;
            consent?: string;
            deputy?: string;
            duty_phone?: string;
            from?: string;
            holder?: string;
            id: string;
            kind: string;
            published?: boolean;
            synthetic?: boolean;
            terms?: components["schemas"]["Term"][] | null;
            title: string;
            until?: string;
            vacant_since?: string;
        };
        PostInputBody: {
            deputy?: string;
            duty_phone?: string;
            /**
             * @description Today or earlier
             * @example 2027-01-01
             */
            from?: string;
            /** @description Empty leaves the post vacant from today; somebody else needs from and until */
            holder?: string;
            published?: boolean;
            /** @description Today or later */
            until?: string;
            why: string;
        };
        PostList: {
            items: components["schemas"]["BuildingPost"][];
            /** @description Always empty: the list is whole */
            next: string;
        };
        PostOf: {
            building_name: string;
            deputy: boolean;
            id: string;
            kind: string;
            title: string;
        };
        PostTerm: {
            from: string;
            holder: string;
            holder_name: string;
            until: string;
        };
        Problem: {
            /** @description Stable, for programs */
            code: string;
            /** @description One plain sentence for people */
            detail: string;
            /** @description What is needed to act on it */
            details?: {
                [key: string]: unknown;
            };
            /** @description Quote it when asking for help; also in the X-Request-Id header */
            request_id: string;
            /**
             * Format: int64
             * @description The HTTP status
             */
            status: number;
            /** @description The status in words */
            title: string;
            /**
             * Format: uri-reference
             * @description Where the code is explained
             */
            type: string;
        };
        Programme: {
            /** @description What is between the stage and the public, oldest first */
            band: components["schemas"]["ShowStretch"][];
            /** @description What is on the programme now, before the delay */
            bus: string;
            channel: string;
            checks: components["schemas"]["ShowCheck"][];
            /**
             * Format: date-time
             * @description When it ended
             */
            closed?: string;
            /**
             * Format: int64
             * @description Seconds of all that is shown
             */
            content: number;
            /** @description What the public never sees, newest first */
            cutouts: components["schemas"]["ShowCutout"][];
            /**
             * Format: int64
             * @description Seconds between the stage and the public
             */
            delay: number;
            /**
             * Format: date-time
             * @description As things stand, as the public sees it
             */
            ends: string;
            /**
             * Format: int64
             * @description Seconds between two items
             */
            gap: number;
            items: components["schemas"]["ShowItem"][];
            /**
             * Format: int64
             * @description Seconds that are left of it; less than 0 for how far it is over
             */
            left: number;
            next: string;
            /** Format: date-time */
            now: string;
            /** @description The item being played; empty for none */
            on: string;
            /**
             * Format: date-time
             * @description When it went on air
             */
            opened?: string;
            outs: components["schemas"]["ShowOut"][];
            /**
             * Format: int64
             * @description Seconds that have to go for every hard-out to be met
             */
            over: number;
            /** @description Sources that died on air and what took their place, newest first */
            rescues: components["schemas"]["ShowRescue"][];
            sources: components["schemas"]["ShowSource"][];
            /**
             * Format: date-time
             * @description As the public sees it
             */
            starts: string;
            /** @enum {string} */
            state: "draft" | "rehearsal" | "ready" | "on_air" | "ended";
            /** @description Made up */
            test: boolean;
            title: components["schemas"]["Text"];
            /** @description What could be dropped */
            trims: components["schemas"]["ShowTrim"][];
            /**
             * Format: int64
             * @description To be named by whoever changes it
             */
            version: number;
            /** @description Why it begins with points open */
            waivers: components["schemas"]["ShowWaiver"][];
        };
        PublicPost: {
            /** @description Of the post, never of a person; empty where nobody would answer */
            duty_phone: string;
            /** @enum {string} */
            kind: "leader" | "head" | "health" | "security" | "culture" | "property";
            /** @description Empty unless whoever holds the post agreed to be named */
            name: string;
            /** @enum {string} */
            state: "held" | "vacant" | "term_over" | "not_begun";
            /** @example 楼栋长 */
            title: string;
            /** @description Nobody holds the post today */
            vacant: boolean;
        };
        PublishInputBody: {
            /** @description Why it is published without the permit it needs */
            override?: string;
            /** Format: int64 */
            rev: number;
            why: string;
        };
        QR: {
            /** @description The black ones as the path of an SVG, one unit each */
            path: string;
            /**
             * Format: int64
             * @description Modules a side, without the white margin of four
             */
            size: number;
        };
        Quality: {
            /**
             * Format: int64
             * @description Pixels
             */
            height: number;
            /**
             * Format: int64
             * @description Bits a second on average, the sound included
             */
            rate: number;
        };
        Queue: {
            /** Format: int64 */
            active: number;
            /**
             * Format: int64
             * @description Given up on
             */
            archived: number;
            name: string;
            /** Format: int64 */
            pending: number;
            /** Format: int64 */
            retry: number;
            /** Format: int64 */
            scheduled: number;
        };
        Readiness: {
            parts: components["schemas"]["Part"][];
            ready: boolean;
        };
        Recording: {
            /**
             * Format: int64
             * @description Seconds
             */
            length: number;
            /**
             * @description Name of its list below each of the lines
             * @example replay-1802520000.m3u8
             */
            list: string;
            /**
             * Format: date-time
             * @description Its first moment, on the stage
             */
            starts: string;
        };
        RecoveryCodes: {
            recovery_codes: string[];
        };
        RegisterInputBody: {
            /** @enum {string} */
            ability?: "" | "daily" | "chat" | "feature" | "none";
            /** @example 1950 */
            born?: string;
            building?: string;
            consent: components["schemas"]["Agreement"];
            /** @description Though somebody like this is on the list already */
            force?: boolean;
            /** @description Of a child under 14: a grown-up of the household who agrees for it */
            guardian?: string;
            /** @description Or building, unit and room */
            household?: string;
            /** @enum {string} */
            language?: "" | "putonghua" | "wuhan" | "other" | "sign";
            name: string;
            needs?: components["schemas"]["Need"][] | null;
            phone?: string;
            role?: string;
            room?: string;
            /** @enum {string} */
            sex?: "" | "M" | "F";
            /** Format: int64 */
            unit?: number;
        };
        Registration: {
            /** @description A day, only a year, or empty */
            born?: string;
            /** @example GX-12 */
            building: string;
            consent: components["schemas"]["RegistrationYes"];
            /** @description A household of that address, or new; needed where households are known there */
            join?: string;
            name: string;
            /** @example 501 */
            room: string;
            /** @enum {string} */
            sex?: "" | "F" | "M";
            /** Format: int64 */
            unit: number;
        };
        RegistrationYes: {
            /**
             * @description Of the text that was read
             * @example 2026-1
             */
            version: string;
        };
        ReissueInputBody: {
            /** @description Of the pass that was lost: what was read back. Another press for the same loss answers the pass that was made */
            code: string;
            why: string;
        };
        Relation: {
            agent: string;
            asked?: string;
            consent?: string;
            default?: boolean;
            /** Format: date-time */
            ended?: string;
            from: string;
            id: string;
            kind: string;
            person: string;
            scope: string[] | null;
            synthetic?: boolean;
            until?: string;
        };
        RelationView: {
            default: boolean;
            from: string;
            id: string;
            kind: string;
            name: string;
            /** @description Empty while the number asked has not said yes */
            other: string;
            scope: string[];
            until?: string;
        };
        RelationsView: {
            acts_for_them: components["schemas"]["RelationView"][];
            they_act_for: components["schemas"]["RelationView"][];
        };
        ReleaseInputBody: {
            /**
             * Format: date-time
             * @description Left out for never
             */
            at?: string;
            /** @description A channel, or kept */
            into?: string;
            /**
             * Format: int64
             * @description Of the pool as it was read
             */
            rev: number;
            why: string;
        };
        RemovePoolInputBody: {
            /**
             * Format: int64
             * @description Of the pool as it was read
             */
            rev: number;
            why: string;
        };
        RenameInputBody: {
            name: string;
        };
        ResidencyInputBody: {
            /** @enum {string} */
            state: "confirmed" | "refused";
            /** @description Needed to refuse */
            why?: string;
        };
        ResumeInputBody: {
            /** @description On whose word */
            authority: string;
            /** @description What everybody is told besides */
            note?: components["schemas"]["Text"];
            /** Format: int64 */
            rev: number;
            /**
             * Format: date-time
             * @description Of one that was stopped: its own start to go on as planned
             */
            starts: string;
            why: string;
        };
        ReturnInputBody: {
            why: string;
        };
        RevealInputBody: {
            /** @enum {string} */
            field: "name" | "phone" | "born" | "address";
            /** @description At least two characters */
            why: string;
        };
        Revealed: {
            field: string;
            /** @description Empty where it is not known */
            value: string;
        };
        RevocationInputBody: {
            /** @description The places stay out of the stock, until this is said again without */
            keep?: boolean;
            /** @description The holder reads it */
            reason: string;
        };
        RoleHeld: {
            account: string;
            /** Format: date-time */
            at: string;
            by_name: string;
            /**
             * Format: date-time
             * @description When their shift begins
             */
            from?: string;
            /**
             * @description The only gate they work at, event/gate
             * @example lantern-2027/w1
             */
            gate?: string;
            id: string;
            name: string;
            node: string;
            /** @description Empty for the whole community */
            node_name: string;
            phone_masked: string;
            role: string;
            /** Format: date-time */
            until?: string;
            why: string;
        };
        RolePage: {
            items: components["schemas"]["RoleHeld"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        RoomList: {
            building: string;
            name: string;
            units: components["schemas"]["UnitRooms"][];
        };
        SeatMove: {
            address: string;
            from: string;
            household: string;
            /** Format: int64 */
            people: number;
            reprint: boolean;
            /** @description Empty for one without */
            to: string;
            wheelchair: boolean;
        };
        SeatMoveInputBody: {
            /** @description The version it was made on */
            base: string;
            household: string;
            table: string;
            /** @description Only say what it would cost */
            try?: boolean;
            /** @description Needed unless it is only tried */
            why?: string;
        };
        SeatWhy: {
            /** @description Down to the building */
            address: string;
            /** @description Somebody declared any */
            allergens?: boolean;
            building: string;
            estate: string;
            hall: string;
            hall_name: string;
            /** @description Somebody chose the table */
            hand?: boolean;
            household: string;
            /** @description Places kept for a companion */
            kept?: number[] | null;
            kin?: string;
            /** @description Of one for a person to decide about: why it has no table, or what is lacking */
            left?: components["schemas"]["Text"];
            /** @description By the last change */
            moved?: boolean;
            /**
             * Format: int64
             * @description Of the table
             */
            number: number;
            only?: string;
            /** Format: int64 */
            people: number;
            places: number[];
            printed?: boolean;
            quiet?: boolean;
            table: string;
            wheelchairs?: number[] | null;
            /** @description In sentences, the weightiest first */
            why: components["schemas"]["Text"][];
        };
        SeatedHall: {
            closed: boolean;
            homes: components["schemas"]["SeatedHome"][];
            reprint: string[];
            sitting: string;
            tables: components["schemas"]["SeatedTable"][];
            version: string;
            /** @description What each table is to have */
            wanted: string[];
        };
        SeatedHome: {
            /** @description Down to the building */
            address: string;
            /** @description Somebody declared any */
            allergens?: boolean;
            building: string;
            estate: string;
            /** @description Somebody chose the table */
            hand?: boolean;
            household: string;
            /** @description Places kept for a companion */
            kept?: number[] | null;
            kin?: string;
            /** @description By the last change */
            moved?: boolean;
            only?: string;
            /** Format: int64 */
            people: number;
            places: number[];
            printed?: boolean;
            quiet?: boolean;
            table: string;
            wheelchairs?: number[] | null;
        };
        SeatedSitting: {
            id: string;
            /**
             * Format: int64
             * @description Tables whose card is printed
             */
            printed: number;
            /** @description Tables whose printed card says something else */
            reprint: string[];
            /** Format: date-time */
            starts: string;
            title: components["schemas"]["Text"];
            /** @description None before the first run */
            version?: components["schemas"]["SeatingVersion"];
        };
        SeatedTable: {
            /** Format: int64 */
            dishes: number;
            /** @description What it has of soup, steamed, vegetable */
            fills: string[];
            table: string;
        };
        SeatingChange: {
            /** @description The version it was made on */
            base: string;
            /** @description Only say what it would cost */
            try?: boolean;
            /** @description Needed unless it is only tried */
            why?: string;
        };
        SeatingCost: {
            after: components["schemas"]["SeatingFigures"];
            before: components["schemas"]["SeatingFigures"];
            /**
             * Format: int64
             * @description People who get the meal brought
             */
            brought: number;
            /** @description Tables whose card shows others than before */
            cards: string[];
            /**
             * Format: int64
             * @description Households that change their table
             */
            count: number;
            /** @description It was made; else it was only tried */
            done: boolean;
            /** @description The first 500 */
            moved: components["schemas"]["SeatMove"][];
            /**
             * Format: int64
             * @description People of them with another table
             */
            placed: number;
            /**
             * Format: int64
             * @description Households whose printed card has to be anew
             */
            reprint: number;
            /** @description That counts now */
            version: string;
            /**
             * Format: int64
             * @description People left to a person to decide
             */
            without: number;
        };
        SeatingFigures: {
            /**
             * Format: int64
             * @description On tables
             */
            dishes: number;
            /**
             * Format: int64
             * @description Seated
             */
            households: number;
            /**
             * Format: int64
             * @description Soup, steamed or vegetable that is not on a table, over all tables
             */
            lacking: number;
            /**
             * Format: int64
             * @description Households for a person to decide
             */
            left: number;
            /**
             * Format: int64
             * @description Households with any neighbour at the sitting
             */
            may_mate: number;
            /**
             * Format: int64
             * @description Dishes where somebody declared what they may contain
             */
            meet: number;
            /**
             * Format: int64
             * @description Households with a dish of theirs on their table
             */
            own: number;
            /** Format: int64 */
            people: number;
            /**
             * Format: int64
             * @description In use
             */
            tables: number;
            /**
             * Format: int64
             * @description Of all people together
             */
            walk_m: number;
            /** Format: int64 */
            wishes: number;
            /** Format: int64 */
            wishes_met: number;
            /**
             * Format: int64
             * @description Households with a neighbour of their building at the table
             */
            with_mate: number;
        };
        SeatingOverview: {
            /**
             * Format: int64
             * @description Raised by each change
             */
            rev: number;
            /** @description The latest */
            run?: components["schemas"]["SeatingRun"];
            sittings: components["schemas"]["SeatedSitting"][];
        };
        SeatingRun: {
            by: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            ended?: string;
            /** @description Code of why it failed */
            fault: string;
            id: string;
            /** Format: int64 */
            percent: number;
            sitting: string;
            /** @enum {string} */
            state: "running" | "done" | "cancelled" | "failed";
            /** @enum {string} */
            step: "" | "reading" | "seating" | "comparing" | "checking" | "keeping";
            why: string;
        };
        SeatingRunInputBody: {
            /**
             * Format: int64
             * @description The same seed and the same people give the same seating
             */
            seed?: number;
            why: string;
        };
        SeatingVersion: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description Tables no seating gets below
             */
            bound: number;
            by: string;
            /** @description Halls that cannot be used */
            closed: string[];
            figures: components["schemas"]["SeatingFigures"];
            /** @description First come, first served */
            first: components["schemas"]["SeatingFigures"];
            id: string;
            /** @enum {string} */
            kind: "run" | "move" | "close" | "update" | "undo";
            /**
             * Format: int64
             * @description Households that sit elsewhere than before
             */
            moved: number;
            /** @description It can be taken back */
            undo: boolean;
            why: string;
        };
        SeatsFound: {
            items: components["schemas"]["FoundSeat"][];
        };
        SecondFactor: {
            enrolled: boolean;
            /** @description The account holds a role of staff */
            needed: boolean;
            /** @description In this session */
            passed: boolean;
        };
        Session: {
            /**
             * Format: int64
             * @description Persons the permit allows at once
             */
            approved_capacity: number;
            /** Format: date-time */
            ends: string;
            event: string;
            id: string;
            lunar: string;
            /**
             * @description To be typed and read out
             * @example WJD27-N2-1930
             */
            short: string;
            /** Format: date-time */
            starts: string;
            synthetic: boolean;
            title: components["schemas"]["Text"];
        };
        SessionBody: {
            /** @description On whose word, for those who are told of other hours */
            authority?: string;
            /** Format: date-time */
            ends: string;
            /**
             * Format: int64
             * @description Of the edition as it was read
             */
            rev: number;
            /** Format: date-time */
            starts: string;
            title: components["schemas"]["Text"];
            why: string;
        };
        SessionList: {
            items: components["schemas"]["Session"][];
        };
        SharesInputBody: {
            /**
             * Format: int64
             * @description Of the pool as it was read
             */
            rev: number;
            shares: components["schemas"]["StockShare"][] | null;
            why: string;
        };
        ShiftedAt: {
            /** Format: date-time */
            now: string;
            session: string;
            title: components["schemas"]["Text"];
            /** Format: date-time */
            was: string;
        };
        ShortFor: {
            /**
             * @description As it is printed
             * @example WJD27-N2-1930
             */
            code: string;
            event: string;
            /** @description Empty for the event itself */
            session?: string;
        };
        ShowCheck: {
            /** Format: date-time */
            at?: string;
            /** @description The house looks itself */
            auto: boolean;
            done: boolean;
            id: string;
            /** @description Who stands for it */
            name?: string;
            note?: string;
            title: components["schemas"]["Text"];
        };
        ShowCutout: {
            /**
             * Format: date-time
             * @description On the stage
             */
            from: string;
            /** @description Who cut */
            name: string;
            /** Format: date-time */
            to: string;
        };
        ShowItem: {
            feed: string;
            fixed: boolean;
            /** @enum {string} */
            from: "stage" | "branch" | "tape";
            id: string;
            kind: string;
            /**
             * Format: int64
             * @description Seconds later than planned
             */
            late: number;
            /**
             * Format: int64
             * @description Seconds
             */
            length: number;
            /** @description Children take part */
            minors: boolean;
            /**
             * Format: date-time
             * @description The same as the public sees it
             */
            public: string;
            standby: string;
            /**
             * Format: date-time
             * @description On the stage, as things stand
             */
            starts: string;
            /** @enum {string} */
            state: "done" | "on" | "next" | "coming" | "cut";
            title: components["schemas"]["Text"];
        };
        ShowOut: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description Seconds between the end of the show and it; less than 0 for what is cut off
             */
            margin: number;
            who: string;
        };
        ShowRescue: {
            /** Format: date-time */
            at: string;
            from: string;
            to: string;
        };
        ShowSource: {
            camera: boolean;
            codec: string;
            /**
             * Format: int64
             * @description Sizes that the camera sends; the public needs three
             */
            layers: number;
            /**
             * Format: int64
             * @description Seconds of a recorded one
             */
            length?: number;
            microphone: boolean;
            name: string;
            /**
             * Format: int64
             * @description Bits a second of its best size
             */
            rate: number;
            role: string;
            /**
             * Format: int64
             * @description Milliseconds since its last picture; -1 where nobody has looked
             */
            silent: number;
            source: string;
        };
        ShowStateInputBody: {
            /** @enum {string} */
            state: "draft" | "rehearsal" | "ready";
            /** Format: int64 */
            version: number;
        };
        ShowStretch: {
            /**
             * Format: date-time
             * @description On the stage
             */
            from: string;
            source: string;
            /** Format: date-time */
            to: string;
        };
        ShowTrim: {
            /** Format: date-time */
            ends: string;
            /**
             * Format: int64
             * @description Seconds
             */
            frees: number;
            items: string[];
            /**
             * Format: int64
             * @description Seconds that would still have to go
             */
            over: number;
        };
        ShowWaiver: {
            /** Format: date-time */
            at: string;
            name: string;
            why: string;
        };
        SignInRequest: {
            /** @description Six digits */
            code: string;
            phone: string;
        };
        SignedIn: {
            account: components["schemas"]["Account"];
            /** Format: date-time */
            expires: string;
            /** @description For programs: Authorization: Bearer */
            token: string;
        };
        SignedInDevice: {
            /** Format: date-time */
            created: string;
            current: boolean;
            /** @description What the browser calls itself */
            device: string;
            /** Format: date-time */
            expires: string;
            id: string;
            /** @description The second factor was given on it */
            strong: boolean;
        };
        SizeInputBody: {
            /** @description Whose share changes with it, kept for nobody's; empty for a pool without shares */
            channel?: string;
            /**
             * Format: int64
             * @description Of the pool as it was read
             */
            rev: number;
            /**
             * Format: int64
             * @description Places for people
             */
            size: number;
            why: string;
        };
        SlotGate: {
            id: string;
            /** Format: int64 */
            lanes: number;
            /** @description By window */
            numbers: components["schemas"]["SlotNumber"][];
            /**
             * Format: int64
             * @description Lanes it has now
             */
            saved: number;
            title: components["schemas"]["Text"];
        };
        SlotMoment: {
            /**
             * Format: int64
             * @description In the five minutes from then
             */
            arrive: number;
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            inside: number;
        };
        SlotNumber: {
            /** Format: date-time */
            at: string;
            /**
             * @description Of the limit that binds
             * @enum {string}
             */
            kind: "lanes" | "window" | "path" | "exit" | "zone" | "emergency" | "permit";
            of: string;
            /** Format: int64 */
            places: number;
            words: components["schemas"]["Text"];
        };
        SlotPlan: {
            /** Format: date-time */
            as_of: string;
            /**
             * Format: int64
             * @description Simulated evenings, none of which broke a limit
             */
            evenings: number;
            event: string;
            gates: components["schemas"]["SlotGate"][];
            /** @description As planned, every five minutes */
            inside: components["schemas"]["SlotMoment"][];
            /** @description By gate, that this plan is for */
            lanes: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description Share used of the limit that came nearest to breaking
             */
            nearest: number;
            /** Format: int64 */
            night: number;
            /** Format: int64 */
            nights: number;
            /**
             * Format: int64
             * @description Persons at the same time, as planned
             */
            peak: number;
            /** Format: date-time */
            peak_at: string;
            /**
             * Format: int64
             * @description Persons at the same time, as approved
             */
            permit: number;
            /**
             * Format: int64
             * @description Of the night
             */
            places: number;
            /** Format: int64 */
            took_ms: number;
            windows: components["schemas"]["SlotWindow"][];
        };
        SlotSaveInputBody: {
            lanes: {
                [key: string]: number;
            };
            /** Format: int64 */
            night: number;
            /** @description Of the stock of each session, as they were shown */
            versions: {
                [key: string]: number;
            };
            why: string;
        };
        SlotTrialInputBody: {
            /** @description By gate; a gate that is not named keeps its own */
            lanes: {
                [key: string]: number;
            };
            /** Format: int64 */
            night: number;
        };
        SlotWindow: {
            /**
             * Format: int64
             * @description Now
             */
            approved: number;
            /**
             * Format: int64
             * @description By the plan
             */
            places: number;
            session: string;
            /** Format: date-time */
            starts: string;
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Of its stock, to be sent when the plan is saved
             */
            version: number;
        };
        SplitInputBody: {
            into: components["schemas"]["SplitPart"][] | null;
            node: string;
            why: string;
        };
        SplitPart: {
            children: string[] | null;
            name: string;
        };
        StageDeskInputBody: {
            /** @enum {string} */
            role: "director" | "monitor";
        };
        StageGuest: {
            camera: boolean;
            codec: string;
            guest: string;
            /**
             * Format: int64
             * @description Sizes that the camera sends; the public needs three
             */
            layers: number;
            microphone: boolean;
            name: string;
            role: string;
            /** Format: date-time */
            since: string;
        };
        StageGuests: {
            items: components["schemas"]["StageGuest"][];
        };
        StageInputBody: {
            /** @enum {string} */
            role: "performer" | "host" | "branch";
        };
        StageToken: {
            room: string;
            token: string;
            /**
             * Format: date-time
             * @description By then one must have come in
             */
            until: string;
            /** @example wss://stage.example */
            url: string;
        };
        Standing: {
            /**
             * Format: int64
             * @description Persons in the parties before
             */
            ahead: number;
            /**
             * Format: date-time
             * @description Joined
             */
            at: string;
            /** @description Stands farther back than position says */
            beyond: boolean;
            event: string;
            event_title: components["schemas"]["Text"];
            id: string;
            lunar: string;
            /**
             * Format: date-time
             * @description The server's clock, for counting down
             */
            now: string;
            /**
             * Format: int64
             * @description Persons
             */
            party: number;
            /** @description Kept for an offer */
            places: number[];
            pool: string;
            /**
             * Format: int64
             * @description 1 is the next to be served; 0 when not waiting any more
             */
            position: number;
            /** @description Their names, in a pool of seats */
            seats?: string[] | null;
            session: string;
            session_title: components["schemas"]["Text"];
            /** Format: date-time */
            starts: string;
            /** @enum {string} */
            state: "waiting" | "offered" | "claimed" | "expired" | "left" | "released";
            /**
             * Format: date-time
             * @description At this moment the offer stands no longer
             */
            until?: string;
        };
        StandingList: {
            items: components["schemas"]["Standing"][];
        };
        Stock: {
            /** @description Oldest first */
            approvals: components["schemas"]["StockApproval"][];
            /**
             * Format: int64
             * @description Persons the permit allows at once
             */
            approved: number;
            /** Format: date-time */
            as_of: string;
            /**
             * Format: int64
             * @description Places that no pool has
             */
            left: number;
            /** @description By their ids; those given up too */
            pools: components["schemas"]["StockPool"][];
            session: string;
            /**
             * Format: int64
             * @description To be sent with a change of the approved capacity
             */
            version: number;
        };
        StockApproval: {
            /** Format: date-time */
            at: string;
            /** @description Account; empty for what the catalogue said */
            by: string;
            /** @description Its name; empty where it has none */
            by_name: string;
            /** Format: int64 */
            figure: number;
            why: string;
        };
        StockBlock: {
            /** Format: date-time */
            at: string;
            claim: string;
            places: number[];
        };
        StockLimit: {
            /** Format: int64 */
            max: number;
            /** @description holder, household or phone */
            per: string;
            /** @example night */
            rule: string;
            /** @description What is counted together; empty for the session */
            scope?: string;
        };
        StockMove: {
            /** Format: date-time */
            at: string;
            /** @description Account; empty for a date that came */
            by: string;
            /** @description Its name; empty where it has none */
            by_name: string;
            /** @description A channel, kept, or session */
            from: string;
            /** Format: int64 */
            places: number;
            to: string;
            why: string;
        };
        StockPool: {
            /**
             * Format: int64
             * @description Places the house has taken out
             */
            blocked: number;
            blocks: components["schemas"]["StockBlock"][];
            /**
             * Format: int64
             * @description Places with a number, those blocked too; only ever grows
             */
            capacity: number;
            /** @description A change of size is being carried out */
            changing: boolean;
            /** Format: date-time */
            closes: string;
            /** Format: int64 */
            free: number;
            id: string;
            /**
             * Format: int64
             * @description Places no channel may take; 0 where they share them all
             */
            kept: number;
            /** @description Empty for one booking a holder and session */
            limits: components["schemas"]["StockLimit"][];
            /** Format: int64 */
            max_party: number;
            /**
             * Format: date-time
             * @description From then on parties only grow smaller; not there for the start of the session
             */
            more_until?: string;
            /** @description Oldest first */
            moves: components["schemas"]["StockMove"][];
            /** Format: date-time */
            opens: string;
            /** @description Booking rests, as the edition says */
            paused: boolean;
            /** @description Of a pool of seats */
            plan?: string;
            removed: boolean;
            /**
             * Format: int64
             * @description To be sent with a change; a later one is answered stock_changed
             */
            rev: number;
            seated: boolean;
            session: string;
            /** @description Empty where all channels share all places */
            shares: components["schemas"]["StockShare"][];
            /**
             * Format: int64
             * @description Places for people
             */
            size: number;
            /**
             * Format: int64
             * @description Places owned, held or about to be owned
             */
            taken: number;
            /** @description Places taken through each channel */
            through: components["schemas"]["StockThrough"][];
            title: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Parties
             */
            waiting: number;
        };
        StockShare: {
            /** @description online, building_head, hotline, walk_up, accessible or reserve */
            channel: string;
            /** @description A channel, or kept */
            into?: string;
            /** Format: int64 */
            places: number;
            /**
             * Format: date-time
             * @description When what is left of it goes to the channel into
             */
            release?: string;
        };
        StockThrough: {
            channel: string;
            /** Format: int64 */
            taken: number;
        };
        StopInputBody: {
            /** @description On whose word */
            authority: string;
            /** @description What everybody is told */
            note: components["schemas"]["Text"];
            /** Format: int64 */
            rev: number;
            why: string;
        };
        SwapInputBody: {
            /** @description Of another session of the event */
            pool: string;
        };
        SyncHousehold: {
            building: string;
            /** @description Made by the device, 8 to 64 letters, digits and hyphens, as all ids here */
            id: string;
            room: string;
            tenure?: string;
            /** Format: int64 */
            unit: number;
        };
        SyncInputBody: {
            households?: components["schemas"]["SyncHousehold"][] | null;
            people?: components["schemas"]["SyncPerson"][] | null;
            visits?: components["schemas"]["SyncVisit"][] | null;
        };
        SyncPerson: {
            born?: string;
            consent: components["schemas"]["Agreement"];
            /** @description Of a child under 14 */
            guardian?: string;
            household: string;
            id: string;
            name: string;
            phone?: string;
            sex?: string;
        };
        SyncReply: {
            results: components["schemas"]["SyncResult"][];
        };
        SyncResult: {
            /** @description Why not; it would be the same another time */
            code?: string;
            household?: string;
            id: string;
            /** @description It was there already, written down by somebody else; nothing was added */
            known: boolean;
            /** @description Who this may be besides; stored all the same, for somebody to look at */
            likely?: components["schemas"]["Like"][] | null;
            /** @description It is stored, now or by an earlier sync: the device may forget it */
            ok: boolean;
            person?: string;
        };
        SyncVisit: {
            /**
             * Format: date-time
             * @description By the device's clock; what is later than ours counts as now
             */
            at: string;
            household: string;
            id: string;
            /** @description Up to 200 characters */
            note?: string;
            /** @description spoken, nobody_in or moved_away */
            state: string;
        };
        System: {
            /** Format: date-time */
            as_of: string;
            demo: boolean;
            documents: components["schemas"]["Documents"][];
            parts: components["schemas"]["Part"][];
            queues: components["schemas"]["Queue"][];
            /** Format: date-time */
            started: string;
            version: string;
        };
        TakeInputBody: {
            /** @description The item of the running order that begins with it */
            item?: string;
            /**
             * @description camera: and a guest of the stage, or a source of the channel; left out for the feed of the item
             * @example camera:performer-K3
             */
            source?: string;
        };
        TeamDetail: {
            /** @description Empty for the whole community */
            estate: string;
            estate_name: string;
            /** @description Only those who may change it see who is in it */
            hidden: boolean;
            id: string;
            /** @description Leader and deputies first; none of a hidden team unless the caller may change it */
            items: components["schemas"]["TeamMember"][];
            kind: string;
            may_change: boolean;
            /**
             * Format: int64
             * @description How many
             */
            members: number;
            /** Format: int64 */
            minutes: number;
            name: string;
            /** @description Cursor for ?after=; empty at the end */
            next: string;
            /** @description Where a club meets */
            place: string;
            since: string;
            /** @enum {string} */
            sort: "volunteer" | "cultural" | "club";
            /** @example 15:30 */
            starts: string;
            synthetic: boolean;
            /** @description What it does at events, or brings */
            use: string;
            /**
             * Format: int64
             * @description Of rehearsals, 1 for Monday to 7; 0 for none
             */
            weekday: number;
            /** @description Of a club, which nobody has to join: each of the days it meets */
            weekdays: number[];
        };
        TeamMember: {
            age_band: string;
            /** @description Masked unless the caller may change the team */
            name: string;
            person: string;
            /** @enum {string} */
            role: "leader" | "deputy" | "member";
            since: string;
            /** @description Missing for who is not registered */
            volunteer?: components["schemas"]["VolunteerEntry"];
        };
        TeamOf: {
            id: string;
            name: string;
            role: string;
        };
        TeamPage: {
            items: components["schemas"]["TeamSummary"][];
            /** @description Cursor for ?after=; empty at the end */
            next: string;
        };
        TeamSummary: {
            /** @description Empty for the whole community */
            estate: string;
            estate_name: string;
            /** @description Only those who may change it see who is in it */
            hidden: boolean;
            id: string;
            kind: string;
            may_change: boolean;
            /**
             * Format: int64
             * @description How many
             */
            members: number;
            /** Format: int64 */
            minutes: number;
            name: string;
            /** @description Where a club meets */
            place: string;
            since: string;
            /** @enum {string} */
            sort: "volunteer" | "cultural" | "club";
            /** @example 15:30 */
            starts: string;
            synthetic: boolean;
            /** @description What it does at events, or brings */
            use: string;
            /**
             * Format: int64
             * @description Of rehearsals, 1 for Monday to 7; 0 for none
             */
            weekday: number;
            /** @description Of a club, which nobody has to join: each of the days it meets */
            weekdays: number[];
        };
        TellCounts: {
            /**
             * Format: int64
             * @description Who had places, or waited for some
             */
            all: number;
            /**
             * Format: int64
             * @description No message reaches them; they are on the list to be told in person
             */
            in_person: number;
            /**
             * Format: int64
             * @description Gave back meanwhile, or were told something later instead
             */
            needless: number;
            /**
             * Format: int64
             * @description Not yet
             */
            open: number;
            /** Format: int64 */
            told: number;
            /**
             * Format: int64
             * @description Nobody knows how to reach them
             */
            unreached: number;
        };
        Telling: {
            account: string;
            /** Format: date-time */
            at: string;
            how: string;
            name: string;
            note?: string;
        };
        Term: {
            from: string;
            holder: string;
            until: string;
        };
        Text: {
            en: string;
            zh: string;
        };
        ToTell: {
            address: string;
            /** Format: date-time */
            at: string;
            building: string;
            id: string;
            name: string;
            person: string;
            /** @description Of the register; nobody has proved that it is theirs */
            phone_masked: string;
            /**
             * @description What it is about
             * @example claim_confirmed
             */
            template: string;
            /** @description As a message would have said it */
            text: string;
            /** @description null until somebody told them */
            told: components["schemas"]["Told"];
        };
        ToTellPage: {
            items: components["schemas"]["ToTell"][];
            /** @description Cursor for ?after=; empty at the end. A page may be short of its limit and still have one */
            next: string;
        };
        Told: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            how: "visit" | "phone" | "family" | "paper";
            note?: string;
        };
        ToldInputBody: {
            /** @description visit, phone, family or paper */
            how: string;
            note?: string;
        };
        Totals: {
            /** Format: int64 */
            buildings: number;
            /**
             * Format: int64
             * @description That did not move away
             */
            households: number;
            /**
             * Format: int64
             * @description Records that stand for somebody: neither merged into another nor removed
             */
            people: number;
            /** Format: int64 */
            posts: number;
            /**
             * Format: int64
             * @description With nobody named; terms that are over are not among them
             */
            vacant_posts: number;
        };
        Transfer: {
            /** Format: date-time */
            at: string;
            /** @description Or the person */
            to?: string;
            /** @description The number it was offered to, masked */
            to_masked?: string;
            /**
             * Format: date-time
             * @description At this moment the offer stands no longer
             */
            until: string;
        };
        TransferInputBody: {
            /** @description Or a person, by their id */
            person?: string;
            /** @description Whoever has the number is asked; nobody learns whether it is known */
            phone?: string;
        };
        UndoInputBody: {
            why: string;
        };
        UnitRooms: {
            /**
             * @description As on the doors, from the ground up
             * @example [
             *       "101",
             *       "102"
             *     ]
             */
            rooms: string[];
            /** Format: int64 */
            unit: number;
        };
        Unseated: {
            items: components["schemas"]["UnseatedHome"][];
        };
        UnseatedHome: {
            address: string;
            code: string;
            household: string;
            /** Format: int64 */
            people: number;
            say: components["schemas"]["Text"];
            /** @description Of one that is seated and lacks a helper */
            table?: string;
        };
        UsualDates: {
            /** Format: date-time */
            ends: string;
            /** @example 腊月廿四 */
            lunar: string;
            /** Format: date-time */
            starts: string;
        };
        Visit: {
            /** Format: date-time */
            at: string;
            by: string;
            id: string;
            note?: string;
            state: string;
        };
        Volunteer: {
            /** Format: int64 */
            half_hours?: number;
            /** Format: int64 */
            half_hours_this_year?: number;
            number: string;
            person: string;
            since?: string;
            skills?: string[] | null;
            /** Format: int64 */
            stars?: number;
            synthetic?: boolean;
        };
        VolunteerEntry: {
            /**
             * Format: double
             * @description Of service altogether, in halves
             */
            hours: number;
            /** Format: double */
            hours_this_year: number;
            number: string;
            since: string;
            skills: string[];
            /** Format: int64 */
            stars: number;
        };
        WhatIf: {
            /** Format: date-time */
            ends: string;
            outs: components["schemas"]["ShowOut"][];
            /**
             * Format: int64
             * @description Seconds
             */
            over: number;
        };
        Wish: {
            /** @description How they said it, and who heard it */
            consent: components["schemas"]["Agreement"];
            /** @description At least two characters */
            why: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "docs-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "live-playlist": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": string;
                };
            };
            /** @description `not_found` there is no such thing, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "live-object": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
                track: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
                };
            };
            /** @description `not_found` there is no such thing, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_site` this event has no ground with gates and zones
             *     `no_night` no night of this event is near
             *     `no_such_event` there is no such event
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    about: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["About"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit: {
        parameters: {
            query?: {
                /** @description Who: the id of an account, or its telephone number */
                account?: string;
                /** @description For whom: the id of a person */
                for?: string;
                object?: string;
                /** @description A code, or the part before its dot */
                what?: string;
                from?: string;
                /** @description Before it */
                to?: string;
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "request-code": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen at random by the device and kept: 8 to 64 letters, digits, '-' or '_' */
                "X-Device-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /**
             * @description `phone` that is not a Chinese mobile number of 11 digits
             *     `via` a code can be sent by sms or by voice
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many` too many codes were asked for; please wait a little
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pass-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /**
             * @description `second_factor_wrong` that is not the code of your second factor, or it was used before
             *     `sign_in` please sign in
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second_factor_off` no second factor is set up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `second_factor_locked` too many wrong codes; please wait
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign-in": {
        parameters: {
            query?: never;
            header?: {
                /** @description As with asking for the code */
                "X-Device-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `phone` that is not a Chinese mobile number of 11 digits */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `code_wrong` that is not the code we sent, or it has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `code_locked` too many wrong tries; ask for a new code
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_sign_in` there is no such sign-in, or it has ended */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-buildings": {
        parameters: {
            query?: {
                /** @description Code of an estate, as GX */
                estate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingList"];
                };
            };
            /** @description `no_such_estate` there is no such estate */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-building": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                building: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPage"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "print-bookings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                building: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_building` there is no such building
             *     `no_such_event` there is no such event
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_font` this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-rooms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                building: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomList"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "print-roster": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                building: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_font` this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "print-seats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                building: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_building` there is no such building
             *     `no_such_event` there is no such event
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_font` this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "caller-card": {
        parameters: {
            query: {
                phone: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonList"];
                };
            };
            /** @description `person_phone` that is no telephone number: 11 digits of a mobile, or a landline */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "match-chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChainInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chain"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `search_unavailable` searching is not ready yet; please try again shortly */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelList"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cue"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "go-live": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoLiveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             *     `show_not_ready` points of the checklist are open; two people have to write why the show begins all the same
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-programme": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-programme": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `bad_show` the running order cannot have this value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign-check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
                check: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             *     `no_check` the checklist has no such point to sign
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drop-items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             *     `no_show_item` the running order has no such item
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             *     `item_begun` this item has begun already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-item": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `bad_show` the running order cannot have this value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             *     `no_show_item` the running order has no such item
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             *     `item_begun` this item has begun already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "what-if": {
        parameters: {
            query?: {
                /** @description Items, by commas */
                without?: string;
            };
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIf"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "watch-programme": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cut-to-slate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnAir"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` there is no such thing, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "move-show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShowStateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show` no show is planned on this channel
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `show_changed` somebody else has changed the show meanwhile; look again
             *     `show_state` the show is not at the point where that can be done
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnAir"];
                };
            };
            /** @description `no_source` that cannot be put on air */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_found` there is no such thing, or it is not yours to see
             *     `no_show_item` the running order has no such item
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `show_state` the show is not at the point where that can be done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gate-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateList"];
                };
            };
            /** @description `device` this device is not registered for a gate, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_night` no night of this event is near
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "call-help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateHelpInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateCall"];
                };
            };
            /** @description `call` a call says what kind of help is needed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `device` this device is not registered for a gate, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_call` there is no such call */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gate-lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaseAsk"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateLease"];
                };
            };
            /** @description `lease_size` a device takes between 1 and 60 places at a time */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `device` this device is not registered for a gate, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_walk_up` no places are left for people without a booking in the window that is on
             *     `lease_left` this device has places left; it gets more when it has given them out
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stock_busy` this pool is being changed; please try again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateRedeemInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateVerdict"];
                };
            };
            /** @description `scan_record` a line of the log says what cannot be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `device` this device is not registered for a gate, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gate-sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateSyncInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateSyncReply"];
                };
            };
            /** @description `scan_record` a line of the log says what cannot be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `device` this device is not registered for a gate, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "find-claims": {
        parameters: {
            query?: {
                /** @description For reading aloud; however it is spaced and written */
                code?: string;
                person?: string;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundClaimPage"];
                };
            };
            /**
             * @description `which_claim` say the code of a booking, or whose it is
             *     `cursor` that is no cursor of this list; begin again with its first page
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "release-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-claim": {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same change */
                "Idempotency-Key": string;
            };
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyChangeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /**
             * @description `party_size` the party is too large or too small for this pool
             *     `children_alone` children cannot come alone; somebody grown-up has to be of the party
             *     `idempotency_key` send an Idempotency-Key header of 8 to 64 letters, digits, '-' or '_'
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `claim_over` this booking is over and cannot be changed any more
             *     `started` it has begun; nothing can be changed any more
             *     `no_more` no more places are given out here; fewer are possible still
             *     `paused` booking rests for the moment; what you have stays yours
             *     `sold_out` there are not enough places left for your party
             *     `waitlist` others are waiting for places here; you can join the list behind them
             *     `claim_changed` this booking was changed meanwhile; look again, please
             *     `lapsed` this press came to nothing; please press again
             *     `idempotency_running` the first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pending` your press is still being written down; please ask again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "booking-calendar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "choose-gate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateChoiceBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_pass` this event is entered without a pass
             *     `no_such_gate` this event has no such gate
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pass_over` this booking has ended, and so has its pass */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-pass": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pass"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pass_over` this booking has ended, and so has its pass */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-pass-pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pass_over` this booking has ended, and so has its pass */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_font` this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-pass-png": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pass_over` this booking has ended, and so has its pass */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevocationInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `claim_over` this booking is over and cannot be changed any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "swap-claim": {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same press */
                "Idempotency-Key": string;
            };
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwapInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /**
             * @description `swap` choose another time of the same event
             *     `party_size` the party is too large or too small for this pool
             *     `idempotency_key` send an Idempotency-Key header of 8 to 64 letters, digits, '-' or '_'
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_such_pool` there is no such pool of places
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `claim_over` this booking is over and cannot be changed any more
             *     `started` it has begun; nothing can be changed any more
             *     `passing` it is offered to somebody already; take that back first
             *     `not_open` booking has not opened yet
             *     `closed` booking is closed
             *     `paused` booking rests for the moment; what you have stays yours
             *     `sold_out` there are not enough places left for your party
             *     `waitlist` others are waiting for places here; you can join the list behind them
             *     `already_claimed` you already hold places for this session
             *     `limit` you have as many bookings of this kind as one may have
             *     `no_block` there are not enough seats together for your party
             *     `lapsed` this press came to nothing; please press again
             *     `idempotency_running` the first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pending` your press is still being written down; please ask again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "offer-claim": {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same offer */
                "Idempotency-Key": string;
            };
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /**
             * @description `phone` that is not a Chinese mobile number of 11 digits
             *     `relation_agent` say who: somebody of the household, or a mobile number
             *     `pass_self` that is you; name somebody else
             *     `idempotency_key` send an Idempotency-Key header of 8 to 64 letters, digits, '-' or '_'
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `passing` it is offered to somebody already; take that back first
             *     `claim_over` this booking is over and cannot be changed any more
             *     `started` it has begun; nothing can be changed any more
             *     `closed` booking is closed
             *     `idempotency_running` the first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many_tries` that was tried too often today; ask your building head, or try tomorrow
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keep-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `claim_over` this booking is over and cannot be changed any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "dev-logins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevLogins"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "dev-messages": {
        parameters: {
            query: {
                /** @description A phone number */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevMessages"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewGateDevice"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_such_gate` this event has no such gate
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enrol-device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunDevice"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `other_gate` your shift is at another gate
             *     `shift_early` your shift at this gate has not begun yet
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_such_gate` this event has no such gate
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "begin-device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunDevice"];
                };
            };
            /** @description `device_token` this setting-up code is not known, was used already or is too old */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-device": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceOutInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateDevice"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_device` there is no such device */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-doors": {
        parameters: {
            query: {
                building: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoorList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sync-doors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncReply"];
                };
            };
            /** @description `doors_too_many` at most 50 entries at a time */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    duplicates: {
        parameters: {
            query?: {
                building?: string;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicatePage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "dismiss-duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pair: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pair` there is no such pair, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pair_decided` somebody has decided about these two meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "merge-people": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pair: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergePairInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeRecord"];
                };
            };
            /**
             * @description `merge_keep` say which of the two records stays
             *     `reason` say in a few words why
             *     `merge_take` of phone, born, name and address, say left or right
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pair` there is no such pair, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pair_decided` somebody has decided about these two meanwhile
             *     `merge_busy` somebody is merging one of the two just now; look again in a moment
             *     `merged_already` one of the two was merged or removed meanwhile
             *     `both_live_claims` both hold places for events; one of them has to give theirs back first
             *     `merge_moved` something was changed since the merge; details.changed says what, and it has to be decided by hand
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-edge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewGateEdge"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_such_gate` this event has no such gate
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edge-copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EdgeCopy"];
                };
            };
            /** @description `edge` this gate server is not registered, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_night` no night of this event is near
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edge-device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EdgeDevice"];
                };
            };
            /** @description `device_token` this setting-up code is not known, was used already or is too old */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edge` this gate server is not registered, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edge_gate` the device is for a gate that another server looks after */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edge-exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeUp"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EdgeDown"];
                };
            };
            /** @description `scan_record` a line of the log says what cannot be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edge` this gate server is not registered, or was taken out of use */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edge-lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeLeaseInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateLease"];
                };
            };
            /** @description `lease_size` a device takes between 1 and 60 places at a time */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edge` this gate server is not registered, or was taken out of use
             *     `device` this device is not registered for a gate, or was taken out of use
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_walk_up` no places are left for people without a booking in the window that is on
             *     `lease_left` this device has places left; it gets more when it has given them out
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stock_busy` this pool is being changed; please try again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edge-redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeRedeemInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateVerdict"];
                };
            };
            /** @description `scan_record` a line of the log says what cannot be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edge` this gate server is not registered, or was taken out of use
             *     `device` this device is not registered for a gate, or was taken out of use
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "begin-edge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunEdge"];
                };
            };
            /** @description `edge_token` this setting-up code of a gate server is not known, was used already or is too old */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-edge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edge: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeOutInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateEdge"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_edge` there is no such gate server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "usual-dates": {
        parameters: {
            query: {
                kind: "banquet" | "lantern" | "gala";
                /** @description Not before; now where it is left out */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsualDates"];
                };
            };
            /** @description `edition_kind` there is no event of this kind */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "begin-edition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEditionInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_kind` there is no event of this kind
             *     `edition_title` an event needs a title, a summary and a place in Chinese
             *     `edition_dates` it must end after it starts, and a session lies within it
             *     `edition_past` these dates have passed already
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             *     `editions_full` there are as many editions of this event in that year as there may be
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditionPlanInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_title` an event needs a title, a summary and a place in Chinese
             *     `edition_dates` it must end after it starts, and a session lies within it
             *     `edition_past` these dates have passed already
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-bulletins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulletinList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-guests-told": {
        parameters: {
            query?: {
                /** @description Only these */
                state?: "open" | "told" | "in_person" | "unreached" | "needless";
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
            };
            header?: never;
            path: {
                event: string;
                bulletin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_event` there is no such event
             *     `no_such_bulletin` there is no such bulletin
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-guests-told": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                bulletin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_event` there is no such event
             *     `no_such_bulletin` there is no such bulletin
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_note` everybody has to be told why, in Chinese at least
             *     `edition_authority` say on whose word it is done
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-permit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PermitInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `permit_data` a granted permit has a number and says for how many people
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             *     `permit_ceiling` the permit allows fewer people than that
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "postpone-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_note` everybody has to be told why, in Chinese at least
             *     `edition_authority` say on whose word it is done
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "publish-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_past` these dates have passed already
             *     `edition_title` an event needs a title, a summary and a place in Chinese
             *     `edition_dates` it must end after it starts, and a session lies within it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             *     `edition_incomplete` something is still missing before everybody may see it
             *     `permit_missing` it needs a permit before anything of it is made public
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditionStepInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             *     `pool_in_use` places of this pool are spoken for, or somebody waits for one
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "resume-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_past` these dates have passed already
             *     `edition_authority` say on whose word it is done
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_title` an event needs a title, a summary and a place in Chinese
             *     `edition_dates` it must end after it starts, and a session lies within it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_title` an event needs a title, a summary and a place in Chinese
             *     `edition_dates` it must end after it starts, and a session lies within it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_event` there is no such event
             *     `no_such_session` there is no such session
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropSessionInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_event` there is no such event
             *     `no_such_session` there is no such session
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             *     `pool_in_use` places of this pool are spoken for, or somebody waits for one
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stop-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `edition_note` everybody has to be told why, in Chinese at least
             *     `edition_authority` say on whose word it is done
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `edition_changed` somebody else has changed this meanwhile; please look at it again
             *     `edition_over` this cannot be done with an event in this state
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-estates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstateList"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-events": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-event": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "booking-curve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingCurve"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-gate-calls": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateCallList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "answer-gate-call": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateCallInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateCall"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_call` there is no such call */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "event-cover": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            /**
             * @description `no_such_event` there is no such event
             *     `no_cover` this event has no picture
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-crowd": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrowdPicture"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_site` this event has no ground with gates and zones
             *     `no_night` no night of this event is near
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-devices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateDevices"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_pass` this event is entered without a pass */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-edges": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateEdges"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    entrances: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntranceList"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-gate-orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateOrderList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "order-gates": {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same press */
                "Idempotency-Key": string;
            };
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateOrderInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateOrder"];
                };
            };
            /**
             * @description `order` an order names what is to be done, at which gates, on whose authority and why
             *     `reason` say in a few words why
             *     `idempotency_key` send an Idempotency-Key header of 8 to 64 letters, digits, '-' or '_'
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_order` there is no such order, or it is not for this gate
             *     `no_such_gate` this event has no such gate
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `order_busy` somebody gave another order at this moment; look and press again
             *     `idempotency_running` the first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-gates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateTotals"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_pass` this event is entered without a pass */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-halls": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HallList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                hall: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HallDrawing"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_hall` there is no such venue at this event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edit-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                hall: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HallEditInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HallDrawing"];
                };
            };
            /** @description `bad_table` a table has a number of its own, 1 to 60 seats, stands within the drawing, and its wheelchair places are among its seats */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_hall` there is no such venue at this event
             *     `no_such_table` this venue has no such table
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `tables_overlap` two tables would stand on one spot
             *     `table_changed` somebody else changed this table meanwhile; theirs stands
             *     `table_in_use` people have places at tables that would go; find them other places first
             *     `seating_running` a seating run is under way; wait for it or stop it
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "permit-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                hall: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HallPermitInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HallDrawing"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_hall` there is no such venue at this event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `seating_running` a seating run is under way; wait for it or stop it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "replace-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                hall: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HallDrawing"];
                };
            };
            /**
             * @description `bad_table` a table has a number of its own, 1 to 60 seats, stands within the drawing, and its wheelchair places are among its seats
             *     `bad_plan` this seating plan has mistakes; see which, and send it again
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_hall` there is no such venue at this event
             *     `no_such_table` this venue has no such table
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `tables_overlap` two tables would stand on one spot
             *     `table_changed` somebody else changed this table meanwhile; theirs stands
             *     `table_in_use` people have places at tables that would go; find them other places first
             *     `seating_running` a seating run is under way; wait for it or stop it
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-leases": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LentList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "booking-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingRules"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-seating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingOverview"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start-seating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeatingRunInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingRun"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_sitting` this event has no such sitting at tables */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `seating_running` a seating run is under way; wait for it or stop it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-seating-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingRun"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_run` there is no such seating run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-seating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingRun"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_run` there is no such seating run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run_over` this seating run is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "close-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosureInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingCost"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             *     `no_such_hall` there is no such venue at this event
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seating_running` a seating run is under way; wait for it or stop it
             *     `seating_newer` somebody else has changed this seating meanwhile; look at it again
             *     `venue_closed_already` this venue is closed at this sitting already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-seated-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
                hall: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatedHall"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             *     `no_such_hall` there is no such venue at this event
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "print-table-cards": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
                hall: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             *     `no_such_table` this venue has no such table
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_font` this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-seat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
                household: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatWhy"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             *     `not_at_sitting` this household is not among those who come to this sitting
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-unseated": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unseated"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "move-seat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeatMoveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingCost"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             *     `not_at_sitting` this household is not among those who come to this sitting
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seating_running` a seating run is under way; wait for it or stop it
             *     `seating_newer` somebody else has changed this seating meanwhile; look at it again
             *     `seat_unfit` this household cannot sit at that table
             *     `seat_moved` somebody else has changed where this household sits meanwhile; theirs stands
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "find-seat": {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatsFound"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `search_unavailable` searching is not ready yet; please try again shortly */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "undo-seating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeatingChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingCost"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seating_running` a seating run is under way; wait for it or stop it
             *     `seating_newer` somebody else has changed this seating meanwhile; look at it again
             *     `nothing_to_undo` there is nothing to take back: this is the outcome of a run
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-seating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeatingChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatingCost"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_sitting` this event has no such sitting at tables
             *     `no_seating` nobody has been seated at this sitting yet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seating_running` a seating run is under way; wait for it or stop it
             *     `seating_newer` somebody else has changed this seating meanwhile; look at it again
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description `no_such_event` there is no such event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-slot-plan": {
        parameters: {
            query?: {
                night?: number;
            };
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotPlan"];
                };
            };
            /** @description `site` the ground of the show is not whole */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_site` this event has no ground with gates and zones */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `slot_plan` no plan was found for this ground
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "save-slot-plan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlotSaveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotPlan"];
                };
            };
            /**
             * @description `site` the ground of the show is not whole
             *     `pool_size` a number of places must be a whole number within bounds
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_site` this event has no ground with gates and zones */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_changed` somebody else has changed this meanwhile; please look at it again
             *     `capacity_cut` the pools of this session have more places than that
             *     `capacity` the approved capacity of this session does not leave so many places
             *     `places_taken` so many places are not free; nothing was changed
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `slot_plan` no plan was found for this ground
             *     `rebuilding` this pool is being put in order; please press again in a moment
             *     `stock_busy` this pool is being changed; please try again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "try-slot-plan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlotTrialInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotPlan"];
                };
            };
            /** @description `site` the ground of the show is not whole */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_site` this event has no ground with gates and zones */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `slot_plan` no plan was found for this ground
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    films: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-film": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFilmBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Film"];
                };
            };
            /** @description `bad_film` a film needs a name, and its file may have 4 GB at most */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-film": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_film` there is no such film */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `film_used` a show has this film in its running order
             *     `film_changed` somebody else has changed this film meanwhile; look again
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "finish-film": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Film"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_film` there is no such film */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `film_missing` parts of the file have not come yet
             *     `film_changed` somebody else has changed this film meanwhile; look again
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-film-part": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film: string;
                n: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `film_part` this is no part of the file that was announced */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_film` there is no such film */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `film_state` that cannot be done with the film as it is now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-hall-drawing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                drawing: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_hall` there is no such venue at this event */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drop-hold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "confirm-hold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfirmInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /**
             * @description `party_size` the party is too large or too small for this pool
             *     `children_alone` children cannot come alone; somebody grown-up has to be of the party
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `hold_lapsed` the places are not held for you any more; please choose again
             *     `already_claimed` you already hold places for this session
             *     `limit` you have as many bookings of this kind as one may have
             *     `lapsed` this press came to nothing; please press again
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pending` your press is still being written down; please ask again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "extend-hold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `hold_lapsed` the places are not held for you any more; please choose again
             *     `hold_extended` this hold was extended once already
             *     `already_claimed` you already hold places for this session
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-households": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
                /** @description Only in this building */
                building?: string;
                /** @description Only in this estate, as far as the caller's reach goes */
                estate?: string;
                /** @description Only in this part of the organisation */
                node?: string;
                /** @description Only in this flat */
                code?: string;
                /** @description Those that moved away, and not those that live there */
                away?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HouseholdPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_building` there is no such building
             *     `no_such_estate` there is no such estate
             *     `no_such_node` there is no such part of the organisation
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHouseholdInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HouseholdView"];
                };
            };
            /**
             * @description `no_such_address` there is no such flat in this building
             *     `tenure` a flat is owned, rented, or let by the public
             *     `born` give the year of birth, or the whole day, and none in the future
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `exists` this is here already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-household": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                household: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HouseholdView"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_household` there is no such household */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "return-household": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                household: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HouseholdView"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_household` there is no such household */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewImportBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /**
             * @description `import_name` give the file a name of 1 to 200 characters
             *     `import_size` a list has at most 32 MB; cut it into several
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_import` there is no such import, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_import` there is no such import, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `import_state` the import has gone on meanwhile; look at it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "check-import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportCheck"];
                };
            };
            /**
             * @description `import_format` this is neither an .xlsx nor a text file with columns; save it as one of them
             *     `import_old_excel` this is an old .xls file or one with a password; save it as .xlsx without a password
             *     `import_damaged` the file is damaged or not made as a spreadsheet is; save it anew and send that
             *     `import_too_much` unpacked, the file is far too large for a list of people
             *     `import_encoding` the characters of the file cannot be read; save it as UTF-8 or as .xlsx
             *     `import_quote` a quotation mark is opened and never closed; details.row says where
             *     `import_empty` there are no rows below the header
             *     `import_many_rows` a list has at most 250,000 rows; cut it into several
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_import` there is no such import, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `import_incomplete` parts of the file are missing; send them again
             *     `import_state` the import has gone on meanwhile; look at it again
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-import-part": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
                n: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `import_part` this part of the file has another size or number than was announced */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_import` there is no such import, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `import_state` the import has gone on meanwhile; look at it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "refused-rows": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_import` there is no such import, or it is not yours to see
             *     `import_forgotten` the file of this import was deleted after its time
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `import_state` the import has gone on meanwhile; look at it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start-import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportStartBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /** @description `import_columns` the columns do not fit: details says which are missing, unknown or named twice */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_import` there is no such import, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `import_state` the import has gone on meanwhile; look at it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage-event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description `webhook_unsigned` this is not signed by the stage */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_stage` there is no such stage */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stage_unavailable` the stage cannot be reached just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "find-passes": {
        parameters: {
            query?: {
                /** @description For reading aloud, a former one too; however it is spaced and written */
                code?: string;
                /** @description Whole, as it was booked with or as it stands in the register */
                phone?: string;
                person?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LostPassList"];
                };
            };
            /**
             * @description `which_pass` say a code, a telephone number, or whose pass it is
             *     `person_phone` that is no telephone number: 11 digits of a mobile, or a landline
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "replace-pass": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReissueInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LostPass"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pass_over` this booking has ended, and so has its pass
             *     `claim_over` this booking is over and cannot be changed any more
             *     `pass_used` somebody has come in with this pass already; the rest of the party comes in with it too
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "print-pass-again": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_claim` there is no such booking, or it is not yours to see
             *     `no_pass` this event is entered without a pass
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pass_over` this booking has ended, and so has its pass */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_font` this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rename-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-claims": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
                /** @description Somebody the caller may act for; empty for oneself */
                for?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-consents": {
        parameters: {
            query?: {
                /** @description Somebody the caller may act for; empty for oneself */
                for?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConsents"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purpose: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Agree"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConsents"];
                };
            };
            /**
             * @description `consent_purpose` nobody is asked to agree to that
             *     `witness` say who heard it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `guardian_needed` for a child only its parent or guardian can say so
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `delete_instead` without this consent nothing can be kept; ask for everything to be deleted
             *     `consent_version` the text has changed; read it again before agreeing
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyData"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeletionRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            /** @description `confirm_word` write 删除 to confirm */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `live_claims` there are places booked still; give them back first */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnHousehold"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_household` you have not said yet who you are and where you live */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-to-my-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Newcomer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPerson"];
                };
            };
            /**
             * @description `person_phone` that is no telephone number: 11 digits of a mobile, or a landline
             *     `need` that need is not in the list
             *     `consent_how` a consent is given in the app, on paper, by word or to the building head
             *     `witness` say who heard it
             *     `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen
             *     `born` give the year of birth, or the whole day, and none in the future
             *     `person_field` one of the answers is not in its list
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unconfirmed` somebody of the household or the building head has to confirm first that you live here
             *     `guardian_needed` for a child only its parent or guardian can say so
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_household` you have not said yet who you are and where you live */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `consent_version` the text has changed; read it again before agreeing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "move-out-of-my-household": {
        parameters: {
            query?: {
                /** @description In a few words */
                why?: string;
            };
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unconfirmed` somebody of the household or the building head has to confirm first that you live here
             *     `own_say` who has a telephone says so themselves, or the building head does
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "confirm-in-my-household": {
        parameters: {
            query?: {
                /** @description In a few words */
                why?: string;
            };
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnHousehold"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unconfirmed` somebody of the household or the building head has to confirm first that you live here
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `own_word` somebody else has to confirm it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Own"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_household` you have not said yet who you are and where you live */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bind-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Own"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `already_bound` this account stands for somebody else already
             *     `name_mismatch` that is not the full name that was written down
             *     `person_bound` another account stands for this person already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many_tries` that was tried too often today; ask your building head, or try tomorrow
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "correct-my-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnCorrection"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Own"];
                };
            };
            /**
             * @description `need` that need is not in the list
             *     `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen
             *     `born` give the year of birth, or the whole day, and none in the future
             *     `person_field` one of the answers is not in its list
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `needs_consent` needs are kept only for those who agreed to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-my-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `phone` that is not a Chinese mobile number of 11 digits */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `code_wrong` that is not the code we sent, or it has expired
             *     `sign_in` please sign in
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `sign_in_again` sign in anew before this
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `phone_taken` another account has this number already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `code_locked` too many wrong tries; ask for a new code
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_portrait` there is no photo
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-my-portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "": string;
                };
            };
            /**
             * @description `picture` send a whole picture as JPEG or PNG
             *     `picture_size` a picture has at most 6 MiB and 12.5 million pixels, and is at least 240 pixels wide and 320 high
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_duty` only who holds a post has a photo on the duty roster
             *     `photo_not_agreed` they have not agreed to a photo on the duty roster
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pictures_closed` no pictures can be kept here */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-my-portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_household` you have not said yet who you are and where you live */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pictures_closed` no pictures can be kept here */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyDuties"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_household` you have not said yet who you are and where you live */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "register-myself": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Own"];
                };
            };
            /**
             * @description `no_such_address` there is no such flat in this building
             *     `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen
             *     `born` give the year of birth, or the whole day, and none in the future
             *     `person_field` one of the answers is not in its list
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `guardian_needed` for a child only its parent or guardian can say so
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_building` there is no such building
             *     `no_such_household` there is no such household
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `household_known` somebody is written down at this address already; say whether it is your household
             *     `has_household` you belong to a household already; move out of it first
             *     `consent_version` the text has changed; read it again before agreeing
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many_tries` that was tried too often today; ask your building head, or try tomorrow
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-relations": {
        parameters: {
            query?: {
                /** @description Somebody the caller may act for; empty for oneself */
                for?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRelations"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "name-agent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnNaming"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRelation"];
                };
            };
            /**
             * @description `relation_agent` say who: somebody of the household, or a mobile number
             *     `relation_self` nobody needs a permission to act for themselves
             *     `relation_age` only a grown-up can act for somebody else
             *     `person_phone` that is no telephone number: 11 digits of a mobile, or a landline
             *     `relation_kind` say whether it is a child, family or a neighbour
             *     `relation_scope` say in what they may act: signing up, needs, being called, or all
             *     `relation_period` it has to end on a day that is still to come
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unconfirmed` somebody of the household or the building head has to confirm first that you live here
             *     `guardian_needed` for a child only its parent or guardian can say so
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `relation_limit` ten people act for one already; end one first
             *     `consent_version` the text has changed; read it again before agreeing
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-my-relation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                relation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_relation` nobody was named to act there
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_guardian` a child has to keep one who answers for it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accept-agency": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                relation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRelation"];
                };
            };
            /**
             * @description `relation_self` nobody needs a permission to act for themselves
             *     `relation_age` only a grown-up can act for somebody else
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_household` you have not said yet who you are and where you live
             *     `no_such_relation` nobody was named to act there
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-own-seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSeats"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_household` you have not said yet who you are and where you live */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "begin-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorSecret"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second_factor_on` the second factor is set up already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drop-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `second_factor_wrong` that is not the code of your second factor, or it was used before
             *     `sign_in` please sign in
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second_factor_off` no second factor is set up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `second_factor_locked` too many wrong codes; please wait
             *     `slow_down` too many requests; please wait a little
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "confirm-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /**
             * @description `second_factor_wrong` that is not the code of your second factor, or it was used before
             *     `sign_in` please sign in
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `second_factor_on` the second factor is set up already
             *     `second_factor_off` no second factor is set up
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-transfers": {
        parameters: {
            query?: {
                /** @description Somebody the caller may act for; empty for oneself */
                for?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferingList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "decline-claim": {
        parameters: {
            query?: {
                /** @description Somebody the caller may act for; empty for oneself */
                for?: string;
            };
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "take-over-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BookFor"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /**
             * @description `consent_how` a consent is given in the app, on paper, by word or to the building head
             *     `witness` say who heard it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first
             *     `channel` these places are given out in another way; you may not book from them
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `offer_lapsed` this offer does not stand any more
             *     `already_claimed` you already hold places for this session
             *     `limit` you have as many bookings of this kind as one may have
             *     `claim_over` this booking is over and cannot be changed any more
             *     `started` it has begun; nothing can be changed any more
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "my-waitlist": {
        parameters: {
            query?: {
                /** @description Somebody the caller may act for; empty for oneself */
                for?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merges: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "undo-merge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merge: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeRecord"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_merge` there is no such merge, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `merge_busy` somebody is merging one of the two just now; look again in a moment
             *     `merge_moved` something was changed since the merge; details.changed says what, and it has to be decided by hand
             *     `merge_old` what undoing this would need is not kept any more; it has to be put right by hand
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-standing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leave-waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accept-offer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site` this came from another site's page and was not done */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_claim` there is no such booking, or it is not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `offer_lapsed` this offer does not stand any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-organisation": {
        parameters: {
            query?: {
                /** @description Empty for the highest the caller may see */
                node?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationNode"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_node` there is no such part of the organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-estates-in-reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstateList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "organisation-history": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "merge-nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /**
             * @description `merge` a merge takes two different parts or more, of one level and in the same part above; or say which of them goes on
             *     `node_name` a part has a name of 2 to 60 characters that no other part beside it has
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `above_your_part` who merges or splits a part has to be responsible for the one above it
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_node` there is no such part of the organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `node_ended` this part was merged or split before
             *     `reorganising` somebody else is merging or splitting here just now; look again in a moment
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "split-node": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /**
             * @description `merge` a merge takes two different parts or more, of one level and in the same part above; or say which of them goes on
             *     `split` a split makes two parts or more, and everything in the old one goes into exactly one of them
             *     `node_name` a part has a name of 2 to 60 characters that no other part beside it has
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `above_your_part` who merges or splits a part has to be responsible for the one above it
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_node` there is no such part of the organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `node_ended` this part was merged or split before
             *     `reorganising` somebody else is merging or splitting here just now; look again in a moment
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "find-people": {
        parameters: {
            query?: {
                /** @description A name, its pinyin or initials, an address, the end of a number, or some of each */
                q?: string;
                /** @description Only these; empty for all */
                kind?: "person" | "household" | "building";
                /** @description Only in this building */
                building?: string;
                /** @description Only in this estate, as far as the caller's reach goes */
                estate?: string;
                /** @description Only in this part of the organisation */
                node?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_building` there is no such building
             *     `no_such_estate` there is no such estate
             *     `no_such_node` there is no such part of the organisation
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `search_unavailable` searching is not ready yet; please try again shortly */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "register-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /**
             * @description `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen
             *     `person_phone` that is no telephone number: 11 digits of a mobile, or a landline
             *     `born` give the year of birth, or the whole day, and none in the future
             *     `person_field` one of the answers is not in its list
             *     `need` that need is not in the list
             *     `witness` say who heard it
             *     `no_such_address` there is no such flat in this building
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `guardian_needed` for a child only its parent or guardian can say so
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_household` there is no such household
             *     `no_such_building` there is no such building
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `needs_consent` needs are kept only for those who agreed to it
             *     `maybe_known` somebody like this is on the list already; please look first
             *     `which_household` more than one household lives in this flat; say which one
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "people-who-left": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
                /** @description Only who lived in this building */
                building?: string;
                /** @description Only who lived in this estate, as far as the caller's reach goes */
                estate?: string;
                /** @description Only who lived in this part of the organisation */
                node?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeftPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_building` there is no such building
             *     `no_such_estate` there is no such estate
             *     `no_such_node` there is no such part of the organisation
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "correct-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /**
             * @description `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen
             *     `person_phone` that is no telephone number: 11 digits of a mobile, or a landline
             *     `born` give the year of birth, or the whole day, and none in the future
             *     `person_field` one of the answers is not in its list
             *     `need` that need is not in the list
             *     `witness` say who heard it
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `guardian_needed` for a child only its parent or guardian can say so
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_person` there is no such person
             *     `no_such_household` there is no such household
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `needs_consent` needs are kept only for those who agreed to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "record-consent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnBehalfConsentBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentList"];
                };
            };
            /** @description `witness` say who heard it */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `guardian_needed` for a child only its parent or guardian can say so
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `delete_instead` without this consent nothing can be kept; ask for everything to be deleted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "copy-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyData"];
                };
            };
            /**
             * @description `reason` say in a few words why
             *     `witness` say who heard it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeletionWish"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            /**
             * @description `confirm_word` write 删除 to confirm
             *     `reason` say in a few words why
             *     `witness` say who heard it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `live_claims` there are places booked still; give them back first
             *     `own_hand` who holds a role has it taken back first, and one's own record is deleted under one's own affairs
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "record-relation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamingInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationView"];
                };
            };
            /**
             * @description `relation_agent` say who: somebody of the household, or a mobile number
             *     `relation_kind` say whether it is a child, family or a neighbour
             *     `relation_scope` say in what they may act: signing up, needs, being called, or all
             *     `relation_period` it has to end on a day that is still to come
             *     `relation_self` nobody needs a permission to act for themselves
             *     `relation_age` only a grown-up can act for somebody else
             *     `person_phone` that is no telephone number: 11 digits of a mobile, or a landline
             *     `witness` say who heard it
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `guardian_needed` for a child only its parent or guardian can say so
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `relation_limit` ten people act for one already; end one first */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settle-residency": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResidencyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "return-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComeBackInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_person` there is no such person
             *     `no_such_household` there is no such household
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_person` there is no such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSummary"];
                };
            };
            /** @description `bad_plan` this seating plan has mistakes; see which, and send it again */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-plan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description `no_such_plan` there is no such seating plan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "plan-status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanStatus"];
                };
            };
            /** @description `no_such_plan` there is no such seating plan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-pool": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditPoolInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /**
             * @description `pool_title` a pool needs a title in Chinese
             *     `window` booking must close after it opens
             *     `window_past` this moment has passed already
             *     `max_party` a party is of 1 to 100 persons
             *     `limit_rule` a limit has a name, says whom it counts, and allows 1 to 100 bookings; each once
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stock_changed` somebody else has changed this meanwhile; please look at it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claim: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same press */
                "Idempotency-Key": string;
                /** @description Anything, when the same press is sent again: it is never refused from memory */
                "X-Retry"?: string;
            };
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /**
             * @description `no_such_seat` there is no seat of that name here
             *     `no_such_sector` there is no such part of the hall
             *     `not_seated` these places have no seat numbers; say how many you are
             *     `bad_needs` there can not be more wheelchairs than persons
             *     `children_alone` children cannot come alone; somebody grown-up has to be of the party
             *     `consent_how` a consent is given in the app, on paper, by word or to the building head
             *     `witness` say who heard it
             *     `party_size` the party is too large or too small for this pool
             *     `idempotency_key` send an Idempotency-Key header of 8 to 64 letters, digits, '-' or '_'
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first
             *     `channel` these places are given out in another way; you may not book from them
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seat_kept` these seats are kept for people in wheelchairs and those beside them
             *     `seats_taken` somebody else has taken one of these seats; please choose again
             *     `no_block` there are not enough seats together for your party
             *     `not_open` booking has not opened yet
             *     `paused` booking rests for the moment; what you have stays yours
             *     `closed` booking is closed
             *     `sold_out` there are not enough places left for your party
             *     `waitlist` others are waiting for places here; you can join the list behind them
             *     `already_claimed` you already hold places for this session
             *     `limit` you have as many bookings of this kind as one may have
             *     `lapsed` this press came to nothing; please press again
             *     `idempotency_running` the first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pending` your press is still being written down; please ask again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hold: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same press */
                "Idempotency-Key": string;
                /** @description Anything, when the same press is sent again: it is never refused from memory */
                "X-Retry"?: string;
            };
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /**
             * @description `no_such_seat` there is no seat of that name here
             *     `no_such_sector` there is no such part of the hall
             *     `not_seated` these places have no seat numbers; say how many you are
             *     `bad_needs` there can not be more wheelchairs than persons
             *     `children_alone` children cannot come alone; somebody grown-up has to be of the party
             *     `consent_how` a consent is given in the app, on paper, by word or to the building head
             *     `witness` say who heard it
             *     `party_size` the party is too large or too small for this pool
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first
             *     `channel` these places are given out in another way; you may not book from them
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seat_kept` these seats are kept for people in wheelchairs and those beside them
             *     `seats_taken` somebody else has taken one of these seats; please choose again
             *     `no_block` there are not enough seats together for your party
             *     `not_open` booking has not opened yet
             *     `paused` booking rests for the moment; what you have stays yours
             *     `closed` booking is closed
             *     `sold_out` there are not enough places left for your party
             *     `waitlist` others are waiting for places here; you can join the list behind them
             *     `already_claimed` you already hold places for this session
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "move-places": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /**
             * @description `pool_size` a number of places must be a whole number within bounds
             *     `no_such_channel` there is no such channel, or it has no share of this pool
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_changed` somebody else has changed this meanwhile; please look at it again
             *     `no_shares` the channels of this pool share all its places; share it out first
             *     `shares` the shares would be more, or less, than there is to share out
             *     `share_taken` more places are taken through this channel than would remain to it
             *     `moves_full` the log of this pool is full; no more can be moved in it
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": components["schemas"]["OrderLine"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "seat-pool": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolPlanInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_pool` there is no such pool of places
             *     `no_such_plan` there is no such seating plan
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `plan_small` this plan has fewer seats than the pool has places
             *     `plan_sold` places of this pool are booked, and by this plan they would be other seats
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-pool": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovePoolInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_changed` somebody else has changed this meanwhile; please look at it again
             *     `pool_in_use` places of this pool are spoken for, or somebody waits for one
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "share-out-pool": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharesInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /**
             * @description `pool_size` a number of places must be a whole number within bounds
             *     `no_such_channel` there is no such channel, or it has no share of this pool
             *     `window_past` this moment has passed already
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_changed` somebody else has changed this meanwhile; please look at it again
             *     `shares` the shares would be more, or less, than there is to share out
             *     `share_taken` more places are taken through this channel than would remain to it
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "release-share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
                /** @description The channel */
                share: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /**
             * @description `no_such_channel` there is no such channel, or it has no share of this pool
             *     `window_past` this moment has passed already
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stock_changed` somebody else has changed this meanwhile; please look at it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "resize-pool": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SizeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /**
             * @description `pool_size` a number of places must be a whole number within bounds
             *     `no_such_channel` there is no such channel, or it has no share of this pool
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_changed` somebody else has changed this meanwhile; please look at it again
             *     `capacity` the approved capacity of this session does not leave so many places
             *     `places_taken` so many places are not free; nothing was changed
             *     `no_shares` the channels of this pool share all its places; share it out first
             *     `shares` the shares would be more, or less, than there is to share out
             *     `share_taken` more places are taken through this channel than would remain to it
             *     `seats_fixed` these places are the seats of a plan: no more can be added than were taken out
             *     `moves_full` the log of this pool is full; no more can be moved in it
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_busy` this pool is being changed; please try again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "join-waitlist": {
        parameters: {
            query?: never;
            header: {
                /** @description The same for a retry of the same press */
                "Idempotency-Key": string;
                /** @description Anything, when the same press is sent again: it is never refused from memory */
                "X-Retry"?: string;
            };
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /**
             * @description `no_such_seat` there is no seat of that name here
             *     `no_such_sector` there is no such part of the hall
             *     `not_seated` these places have no seat numbers; say how many you are
             *     `bad_needs` there can not be more wheelchairs than persons
             *     `children_alone` children cannot come alone; somebody grown-up has to be of the party
             *     `consent_how` a consent is given in the app, on paper, by word or to the building head
             *     `witness` say who heard it
             *     `party_size` the party is too large or too small for this pool
             *     `idempotency_reused` this key was used for another request
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_for_them` you may not book for this person; they have to name you as somebody who acts for them first
             *     `channel` these places are given out in another way; you may not book from them
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_pool` there is no such pool of places */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `seat_kept` these seats are kept for people in wheelchairs and those beside them
             *     `not_open` booking has not opened yet
             *     `paused` booking rests for the moment; what you have stays yours
             *     `closed` booking is closed
             *     `room` there are places left; no need to wait
             *     `already_waiting` you are on this waiting list already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pending` your press is still being written down; please ask again in a moment
             *     `rebuilding` this pool is being put in order; please press again in a moment
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-posts": {
        parameters: {
            query: {
                building: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostList"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-post": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPost"];
                };
            };
            /**
             * @description `term` a term begins today or earlier, not before the one it follows, and ends today or later, within ten years
             *     `holder` a post is held by somebody of age who lives in a building of the same group
             *     `deputy` the deputy is somebody else than the holder
             *     `duty_phone` a duty phone is a number of 5 to 20 digits that is nobody's own
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_post` there is no such post
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many_posts` one person holds two posts at most; a leader's post counts once for the group
             *     `not_agreed` the holder has not agreed to be named on the wall
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-portrait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_post` there is no such post
             *     `no_such_portrait` there is no photo
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-portrait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "": string;
                };
            };
            /**
             * @description `picture` send a whole picture as JPEG or PNG
             *     `picture_size` a picture has at most 6 MiB and 12.5 million pixels, and is at least 240 pixels wide and 320 high
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_post` there is no such post
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_duty` only who holds a post has a photo on the duty roster
             *     `photo_not_agreed` they have not agreed to a photo on the duty roster
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pictures_closed` no pictures can be kept here */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-portrait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_post` there is no such post
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `pictures_closed` no pictures can be kept here */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-named-relation": {
        parameters: {
            query?: {
                why?: string;
            };
            header?: never;
            path: {
                relation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_relation` nobody was named to act there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_guardian` a child has to keep one who answers for it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-roles": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
                /** @description Only those at this node or below it */
                node?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_node` there is no such part of the organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "grant-role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleHeld"];
                };
            };
            /**
             * @description `phone` that is not a Chinese mobile number of 11 digits
             *     `name` a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen
             *     `role` there is no such role
             *     `until` a role ends in the future, within twenty years
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `above_yourself` you may give and take roles below your own, at or below your own part of the organisation
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_node` there is no such part of the organisation
             *     `no_pass` this event is entered without a pass
             *     `no_such_gate` this event has no such gate
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_roles` this account holds as many roles as one may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "grantable-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantableRoles"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-role": {
        parameters: {
            query?: {
                why?: string;
            };
            header?: never;
            path: {
                grant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `above_yourself` you may give and take roles below your own, at or below your own part of the organisation
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_grant` nobody holds this role there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reset-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorResetInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `reason` say in a few words why
             *     `phone` that is not a Chinese mobile number of 11 digits
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `above_yourself` you may give and take roles below your own, at or below your own part of the organisation
             *     `own_factor` your own second factor is taken away with a code of it, or by another administrator
             *     `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_account` there is no such account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second_factor_off` no second factor is set up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    availability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /** @description `no_such_session` there is no such session */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "approve-capacity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapacityInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            /**
             * @description `pool_size` a number of places must be a whole number within bounds
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_session` there is no such session */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `stock_changed` somebody else has changed this meanwhile; please look at it again
             *     `capacity_cut` the pools of this session have more places than that
             *     `permit_ceiling` the permit allows fewer people than that
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-occupancy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Occupancy"];
                };
            };
            /**
             * @description `no_pass` this event is entered without a pass
             *     `no_site` this event has no ground with gates and zones
             *     `no_night` no night of this event is near
             *     `no_such_session` there is no such session
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "office-stock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficeStock"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_session` there is no such session */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-pool": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPoolInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPool"];
                };
            };
            /**
             * @description `pool_name` the name of a pool is of small letters, digits and hyphens
             *     `pool_title` a pool needs a title in Chinese
             *     `pool_size` a number of places must be a whole number within bounds
             *     `window` booking must close after it opens
             *     `window_past` this moment has passed already
             *     `max_party` a party is of 1 to 100 persons
             *     `limit_rule` a limit has a name, says whom it counts, and allows 1 to 100 bookings; each once
             *     `no_such_channel` there is no such channel, or it has no share of this pool
             *     `reason` say in a few words why
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_session` there is no such session */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `pool_exists` there is a pool of this name already
             *     `capacity` the approved capacity of this session does not leave so many places
             *     `shares` the shares would be more, or less, than there is to share out
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-stock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_session` there is no such session */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rebuilding` this pool is being put in order; please press again in a moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "short-code": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShortFor"];
                };
            };
            /** @description `no_such_code` no event has this short code */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "watch-stage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                stage: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageDeskInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageToken"];
                };
            };
            /** @description `no_stage_role` there is no such part on a stage */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_stage` there is no such stage */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stage_unavailable` the stage cannot be reached just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-stage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                stage: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageGuests"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_stage` there is no such stage */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stage_unavailable` the stage cannot be reached just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leave-stage": {
        parameters: {
            query: {
                why: string;
            };
            header?: never;
            path: {
                stage: string;
                guest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reason` say in a few words why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_stage` there is no such stage */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stage_unavailable` the stage cannot be reached just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enter-stage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                stage: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageToken"];
                };
            };
            /** @description `no_stage_role` there is no such part on a stage */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_stage` there is no such stage */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stage_unavailable` the stage cannot be reached just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-teams": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
                sort?: "volunteer" | "cultural" | "club" | "";
                estate?: string;
                /** @description In the name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-team": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
            };
            header?: never;
            path: {
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamDetail"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_team` there is no such team */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-member": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamMember"];
                };
            };
            /** @description `team_role` in a team one is leader, deputy or member; leaders and deputies are of age */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `no_such_team` there is no such team
             *     `no_such_person` there is no such person
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-member": {
        parameters: {
            query?: {
                why?: string;
            };
            header?: never;
            path: {
                team: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_team` there is no such team */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "to-tell": {
        parameters: {
            query?: {
                /** @description The next of the page before; empty for the first */
                after?: string;
                /** @description At most so many */
                limit?: number;
                /** @description Only in this building */
                building?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToTellPage"];
                };
            };
            /** @description `cursor` that is no cursor of this list; begin again with its first page */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_building` there is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "told-in-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notice: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToTell"];
                };
            };
            /** @description `told_how` say how they were told: at the door, by telephone, through family, or on paper */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in` please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `forbidden` you are signed in, but this is not for you to see
             *     `second_factor` this needs the second factor
             *     `cross_site` this came from another site's page and was not done
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no_such_notice` there is nothing to tell there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slow_down` too many requests; please wait a little */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
