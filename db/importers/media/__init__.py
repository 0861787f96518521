"""What is seen and heard: pictures, recordings, and what was written down of recordings.

pictures exif svg       pictures, what a camera wrote into them, and drawings that have words
recognition             words in pictures, when the extra for it is installed
recordings              sound and film: sources without a text of their own
transcripts cues        subtitles and machine transcripts, as readable paragraphs with their times
"""
