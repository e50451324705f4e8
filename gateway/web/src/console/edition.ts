import type { Edition, Plan } from '../api/editions'
import { fieldOf, momentOf } from './stock'

/** What an edition says of itself, as its form has it: moments by the community's clock. */
export interface PlanFields {
  titleZh: string; titleEn: string; summaryZh: string; summaryEn: string; placeZh: string; placeEn: string
  starts: string; ends: string; edition: number; hotline: string; owner: string
}

export function blankPlan(): PlanFields {
  return { titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', placeZh: '', placeEn: '', starts: '', ends: '', edition: 1, hotline: '', owner: '' }
}

export function fieldsOf(e: Edition): PlanFields {
  return {
    titleZh: e.title.zh, titleEn: e.title.en, summaryZh: e.summary.zh, summaryEn: e.summary.en, placeZh: e.place.zh, placeEn: e.place.en,
    starts: fieldOf(e.starts), ends: fieldOf(e.ends), edition: e.edition, hotline: e.hotline, owner: e.owner,
  }
}

export function planOf(f: PlanFields): Plan {
  const words = (zh: string, en: string) => ({ zh: zh.trim(), en: en.trim() })
  return {
    title: words(f.titleZh, f.titleEn), summary: words(f.summaryZh, f.summaryEn), place: words(f.placeZh, f.placeEn),
    starts: momentOf(f.starts), ends: momentOf(f.ends), edition: f.edition, hotline: f.hotline.trim(), owner: f.owner.trim(),
  }
}

/** Whole days from now to a moment, less than none when it has passed. */
export function daysTo(moment: string, now: number): number {
  return Math.floor((Date.parse(moment) - now) / 86_400_000)
}
