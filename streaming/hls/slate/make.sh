#!/usr/bin/env bash
# Makes the pictures of the slate anew: two seconds of one still picture per size,
# H.264 constrained baseline, one IDR and 49 pictures that change nothing. Needs
# ffmpeg with libx264 and the packages fonts-noto-cjk. Run it in this folder.
set -euo pipefail
font=/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc
words="drawtext=fontfile=$font:text='请稍候':fontcolor=0xffe3a6:fontsize=120:x=(w-tw)/2:y=230,
drawtext=fontfile=$font:text='节目马上继续':fontcolor=0xfbeed3:fontsize=64:x=(w-tw)/2:y=390,
drawtext=fontfile=$font:text='One moment – the show goes on':fontcolor=0xf1d6b0:fontsize=34:x=(w-tw)/2:y=500"
for size in 1280x720 640x360 320x180; do
  ffmpeg -nostdin -v error -y -f lavfi -i "color=c=0x5a100e:s=1280x720:r=25:d=2" \
    -vf "$words,scale=${size/x/:}:flags=area,format=yuv420p" -frames:v 50 \
    -c:v libx264 -profile:v baseline -level 3.1 -preset veryslow -crf 30 -bf 0 -g 50 -keyint_min 50 -sc_threshold 0 \
    -colorspace bt709 -color_primaries bt709 -color_trc bt709 -bsf:v 'filter_units=remove_types=6' -f h264 "$size.h264"
done
