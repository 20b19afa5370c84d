// Geometry of a passage on its page: words' boxes to lines, lines to outlines. Points, origin top left, y downwards.

/** Widest gap between two words of one line, in heights of the line; wider ones are gutters between columns. */
const WORD_GAP = 2.5;
/** Widest gap between two lines of one block, in heights of the line. */
const LINE_GAP = 1.2;
/** Points left free around the words, so that the line does not cut through them. */
const MARGIN = 1.5;

/** One box per line: neighbouring words of a line are put together, in reading order. */
export function mergeLines(boxes) {
  const lines = [];
  for (const [x0, y0, x1, y1] of boxes) {
    const line = lines.at(-1);
    if (line) {
      const overlap = Math.min(line.y1, y1) - Math.max(line.y0, y0);
      const height = Math.min(line.y1 - line.y0, y1 - y0);
      const gap = x0 - line.x1;
      if (overlap > height * 0.5 && gap < WORD_GAP * Math.max(line.y1 - line.y0, y1 - y0) && x1 >= line.x0) {
        line.x0 = Math.min(line.x0, x0);
        line.y0 = Math.min(line.y0, y0);
        line.x1 = Math.max(line.x1, x1);
        line.y1 = Math.max(line.y1, y1);
        continue;
      }
    }
    lines.push({ x0, y0, x1, y1 });
  }
  return lines;
}

/** Lines that follow each other closely, as lists. */
function blocksOf(lines) {
  const blocks = [];
  for (const line of lines) {
    const last = blocks.at(-1)?.at(-1);
    const follows = last && line.y0 > last.y0 && line.y0 - last.y1 < LINE_GAP * (line.y1 - line.y0)
      && line.x0 < last.x1 && last.x0 < line.x1;
    if (follows) blocks.at(-1).push(line);
    else blocks.push([line]);
  }
  return blocks;
}

/** SVG path data of one outline around each block of lines. */
export function outline(lines) {
  return blocksOf(lines).map((block) => {
    const rows = block.map((line) => ({ x0: line.x0 - MARGIN, y0: line.y0 - MARGIN, x1: line.x1 + MARGIN, y1: line.y1 + MARGIN }));
    for (let index = 1; index < rows.length; index += 1) {
      const middle = (rows[index - 1].y1 + rows[index].y0) / 2; // neighbours meet half way
      rows[index - 1].y1 = middle;
      rows[index].y0 = middle;
    }
    const right = rows.map((row) => `L${row.x1} ${row.y0}L${row.x1} ${row.y1}`).join("");
    const left = rows.toReversed().map((row) => `L${row.x0} ${row.y1}L${row.x0} ${row.y0}`).join("");
    return `M${rows[0].x0} ${rows[0].y0}${right}${left}Z`;
  }).join("");
}

/** The smallest box around all lines; null when there is none. */
export function boundsOf(lines) {
  if (lines.length === 0) return null;
  return {
    x0: Math.min(...lines.map((line) => line.x0)),
    y0: Math.min(...lines.map((line) => line.y0)),
    x1: Math.max(...lines.map((line) => line.x1)),
    y1: Math.max(...lines.map((line) => line.y1)),
  };
}
