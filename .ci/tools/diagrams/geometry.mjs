// Boxes of SVG shapes: what a browser's getBBox answers, from attributes alone.

export const EMPTY = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };

export function union(a, b) {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

export function isEmpty(box) {
  return box.x0 > box.x1 || box.y0 > box.y1;
}

export function boxOfPoints(points) {
  return points.reduce((box, [x, y]) => union(box, { x0: x, y0: y, x1: x, y1: y }), EMPTY);
}

/** A matrix is [a, b, c, d, e, f], as in SVG. */
export const IDENTITY = [1, 0, 0, 1, 0, 0];

export function multiply(m, n) {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

export function transformBox(m, box) {
  if (isEmpty(box)) return box;
  const at = (x, y) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
  return boxOfPoints([at(box.x0, box.y0), at(box.x1, box.y0), at(box.x0, box.y1), at(box.x1, box.y1)]);
}

const TRANSFORMS = {
  matrix: (a, b, c, d, e, f) => [a, b, c, d, e, f],
  translate: (x, y = 0) => [1, 0, 0, 1, x, y],
  scale: (x, y = x) => [x, 0, 0, y, 0, 0],
  rotate: (degrees, x = 0, y = 0) => {
    const angle = (degrees * Math.PI) / 180;
    const turn = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
    return multiply(multiply([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
  },
  skewX: (degrees) => [1, 0, Math.tan((degrees * Math.PI) / 180), 1, 0, 0],
  skewY: (degrees) => [1, Math.tan((degrees * Math.PI) / 180), 0, 1, 0, 0],
};

export function parseTransform(text) {
  let matrix = IDENTITY;
  for (const [, name, list] of (text ?? "").matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const make = TRANSFORMS[name];
    if (!make) throw new Error(`A transform this shim does not know: ${name}`);
    matrix = multiply(matrix, make(...numbers(list)));
  }
  return matrix;
}

export function numbers(text) {
  return (text.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
}

const LENGTHS = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/** The path as absolute segments: { kind: "L", points } or { kind: "C", points } (curves and arcs as cubics). */
export function segments(d) {
  const result = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let reflect;
  for (const [, letter, list] of (d ?? "").matchAll(/([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi)) {
    const upper = letter.toUpperCase();
    const values = upper === "A" ? arcNumbers(list) : numbers(list);
    const step = LENGTHS[upper];
    for (
      let i = 0, first = true; first || (step > 0 && i + step <= values.length); i += step, first = false
    ) {
      const relative = letter !== upper;
      const [dx, dy] = relative ? [x, y] : [0, 0];
      const p = (k) => [values[i + k] + dx, values[i + k + 1] + dy];
      const from = [x, y];
      let control;
      if (upper === "M") {
        [x, y] = p(0);
        if (first) [startX, startY] = [x, y];
        else result.push({ kind: "L", points: [from, [x, y]] });
        if (first) result.push({ kind: "M", points: [[x, y]] });
      } else if (upper === "L") [x, y] = p(0);
      else if (upper === "H") x = values[i] + dx;
      else if (upper === "V") y = values[i] + dy;
      else if (upper === "Z") [x, y] = [startX, startY];
      else if (upper === "C" || upper === "S") {
        const c1 = upper === "C" ? p(0) : reflect ?? from;
        const c2 = upper === "C" ? p(2) : p(0);
        [x, y] = upper === "C" ? p(4) : p(2);
        result.push({ kind: "C", points: [from, c1, c2, [x, y]] });
        control = [2 * x - c2[0], 2 * y - c2[1]];
      } else if (upper === "Q" || upper === "T") {
        const q = upper === "Q" ? p(0) : reflect ?? from;
        [x, y] = upper === "Q" ? p(2) : p(0);
        const toward = ([a, b]) => [a + (2 / 3) * (q[0] - a), b + (2 / 3) * (q[1] - b)];
        result.push({ kind: "C", points: [from, toward(from), toward([x, y]), [x, y]] });
        control = [2 * x - q[0], 2 * y - q[1]];
      } else if (upper === "A") {
        const [rx, ry, turn, large, sweep] = values.slice(i, i + 5);
        [x, y] = p(5);
        for (const points of arc(from, rx, ry, turn, large, sweep, [x, y])) {
          result.push({ kind: "C", points });
        }
      }
      if ("LHVZ".includes(upper)) {
        result.push({ kind: "L", points: [from, [x, y]] });
      }
      reflect = control;
    }
  }
  return result;
}

/** The flags of an arc may stand without separators: "0 01 10 10". */
function arcNumbers(list) {
  const result = [];
  const pattern = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/giy;
  let at = 0;
  while (at < list.length) {
    if (/[\s,]/.test(list[at])) at++;
    else if ([3, 4].includes(result.length % 7)) result.push(Number(list[at++]));
    else {
      pattern.lastIndex = at;
      const match = pattern.exec(list);
      if (!match) break;
      result.push(Number(match[0]));
      at = pattern.lastIndex;
    }
  }
  return result;
}

/** Endpoint to centre parametrisation (SVG 1.1, F.6.5), then one cubic for each quarter. */
function arc([x0, y0], rx, ry, degrees, large, sweep, [x1, y1]) {
  if (rx === 0 || ry === 0 || (x0 === x1 && y0 === y1)) return [[[x0, y0], [x0, y0], [x1, y1], [x1, y1]]];
  const phi = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const px = (cos * (x0 - x1)) / 2 + (sin * (y0 - y1)) / 2;
  const py = (-sin * (x0 - x1)) / 2 + (cos * (y0 - y1)) / 2;
  const grow = Math.max(1, Math.sqrt((px / rx) ** 2 + (py / ry) ** 2));
  const [a, b] = [Math.abs(rx) * grow, Math.abs(ry) * grow];
  const under = Math.max(0, (a * b) ** 2 / ((a * py) ** 2 + (b * px) ** 2) - 1);
  const k = (large === sweep ? -1 : 1) * Math.sqrt(under);
  const [qx, qy] = [(k * a * py) / b, (-k * b * px) / a];
  const start = Math.atan2((py - qy) / b, (px - qx) / a);
  let delta = Math.atan2((-py - qy) / b, (-px - qx) / a) - start;
  if (sweep && delta < 0) delta += 2 * Math.PI;
  if (!sweep && delta > 0) delta -= 2 * Math.PI;
  const centre = [cos * qx - sin * qy + (x0 + x1) / 2, sin * qx + cos * qy + (y0 + y1) / 2];
  const at = (u, v) => [centre[0] + a * u * cos - b * v * sin, centre[1] + a * u * sin + b * v * cos];
  const parts = Math.max(1, Math.ceil(Math.abs(delta) / (Math.PI / 2) - 1e-9));
  const t = (4 / 3) * Math.tan(delta / parts / 4);
  return Array.from({ length: parts }, (_, i) => {
    const [from, to] = [start + (delta * i) / parts, start + (delta * (i + 1)) / parts];
    const [cf, sf, ct, st] = [Math.cos(from), Math.sin(from), Math.cos(to), Math.sin(to)];
    return [at(cf, sf), at(cf - t * sf, sf + t * cf), at(ct + t * st, st - t * ct), at(ct, st)];
  });
}

export function pathBox(d) {
  let box = EMPTY;
  for (const { kind, points } of segments(d)) {
    box = union(box, boxOfPoints(kind === "C" ? [points[0], points[3]] : points));
    if (kind !== "C") continue;
    for (const axis of [0, 1]) {
      for (const t of extremes(points.map((point) => point[axis]))) {
        box = union(box, boxOfPoints([cubic(points, t)]));
      }
    }
  }
  return box;
}

function cubic(points, t) {
  const s = 1 - t;
  const weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [0, 1].map((axis) => weights.reduce((sum, weight, i) => sum + weight * points[i][axis], 0));
}

function extremes([p0, p1, p2, p3]) {
  const a = -p0 + 3 * p1 - 3 * p2 + p3;
  const b = 2 * (p0 - 2 * p1 + p2);
  const c = p1 - p0;
  const inside = (t) => t > 0 && t < 1;
  if (Math.abs(a * 3) < 1e-12) return Math.abs(b) < 1e-12 ? [] : [-c / b].filter(inside);
  const root = b * b - 4 * a * c;
  if (root < 0) return [];
  return [(-b + Math.sqrt(root)) / (2 * a), (-b - Math.sqrt(root)) / (2 * a)].filter(inside);
}

/** The path as a polyline, for lengths along it. */
function polyline(d) {
  const points = [];
  for (const segment of segments(d)) {
    if (segment.kind !== "C") points.push(...segment.points);
    else for (let i = 0; i <= 64; i++) points.push(cubic(segment.points, i / 64));
  }
  return points;
}

export function pathLength(d) {
  const points = polyline(d);
  return points.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i][0], y - points[i][1]), 0);
}

export function pathPoint(d, distance) {
  const points = polyline(d);
  let left = Math.max(0, distance);
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (left <= length && length > 0) {
      return { x: x0 + ((x1 - x0) * left) / length, y: y0 + ((y1 - y0) * left) / length };
    }
    left -= length;
  }
  const [x, y] = points.at(-1) ?? [0, 0];
  return { x, y };
}
