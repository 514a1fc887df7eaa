/** Where the bars and bands of an alluvial diagram stand. Pure. */

export interface FlowNode {
  id: string
  label: string
  colour: string
}

export interface Flow {
  from: string
  to: string
  value: number
}

export interface PlacedNode extends FlowNode {
  value: number
  y: number
  height: number
}

/** A band between two bars: its upper edges and its height. */
export interface PlacedFlow {
  /** Position in the flows that were given. */
  index: number
  from: number
  to: number
  height: number
}

export interface Alluvial {
  left: PlacedNode[]
  right: PlacedNode[]
  flows: PlacedFlow[]
}

/** Room that a label needs, so that those of small bars do not touch. */
const LEAST = 15

/**
 * Bars of both sides in the order given, empty ones left out, and the bands between them. Both sides share one scale, so
 * that a band is as high at its beginning as at its end; each bar has at least the room of a label.
 */
export function alluvial(
  left: readonly FlowNode[],
  right: readonly FlowNode[],
  flows: readonly Flow[],
  height: number,
): Alluvial {
  const total = flows.reduce((sum, flow) => sum + flow.value, 0)
  const sides = [
    valued(left, (id) => sumOf(flows.filter((flow) => flow.from === id))),
    valued(right, (id) => sumOf(flows.filter((flow) => flow.to === id))),
  ] as const
  const most = Math.max(sides[0].length, sides[1].length)
  const scale = total > 0 ? Math.max(0, height - most * LEAST) / total : 0
  const [a, b] = [placed(sides[0], scale, height), placed(sides[1], scale, height)]
  const [used, met] = [new Map<string, number>(), new Map<string, number>()]
  const bands = ordered(flows, a, b).flatMap(({ flow, index }): PlacedFlow[] => {
    const [start, end] = [a.find((node) => node.id === flow.from), b.find((node) => node.id === flow.to)]
    if (!start || !end) return []
    const band = flow.value * scale
    return [{ index, from: taken(used, start, band), to: taken(met, end, band), height: Math.max(1, band) }]
  })
  return { left: a, right: b, flows: bands }
}

function valued(nodes: readonly FlowNode[], value: (id: string) => number) {
  return nodes.map((node) => ({ ...node, value: value(node.id) })).filter((node) => node.value > 0)
}

function sumOf(flows: readonly Flow[]): number {
  return flows.reduce((sum, flow) => sum + flow.value, 0)
}

function placed(nodes: readonly (FlowNode & { value: number })[], scale: number, height: number): PlacedNode[] {
  const bars = nodes.map((node) => Math.max(2, node.value * scale))
  const free = height - bars.reduce((sum, bar) => sum + bar, 0)
  const gap = free / Math.max(1, nodes.length)
  let y = gap / 2
  return nodes.map((node, i) => {
    const bar = { ...node, y, height: bars[i] ?? 0 }
    y += bar.height + gap
    return bar
  })
}

/** From the upper bars on, so that bands cross as little as they can. */
function ordered(flows: readonly Flow[], left: readonly PlacedNode[], right: readonly PlacedNode[]) {
  const rank = (nodes: readonly PlacedNode[], id: string) => nodes.findIndex((node) => node.id === id)
  return flows
    .map((flow, index) => ({ flow, index }))
    .sort(
      (a, b) => rank(left, a.flow.from) - rank(left, b.flow.from) || rank(right, a.flow.to) - rank(right, b.flow.to),
    )
}

function taken(sums: Map<string, number>, node: PlacedNode, band: number): number {
  const before = sums.get(node.id) ?? 0
  sums.set(node.id, before + band)
  return node.y + before
}
