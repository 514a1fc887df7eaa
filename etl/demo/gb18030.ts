/** GB18030 text as a Chinese HIS exports it. Node decodes the encoding but cannot write it, so its own decoder is turned round. */

let table: Map<string, number> | undefined

/** Character -> two bytes, for all of the double-byte plane (every common Chinese character). */
function doubleBytes(): Map<string, number> {
  if (table) return table
  table = new Map()
  const decoder = new TextDecoder('gb18030')
  const pair = new Uint8Array(2)
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      pair[0] = lead
      pair[1] = trail
      const text = decoder.decode(pair)
      if (text.length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, (lead << 8) | trail)
    }
  }
  return table
}

/** Bytes of a text; throws on a character outside ASCII and the double-byte plane, as the demo uses none. */
export function encodeGb18030(text: string): Buffer {
  const codes = doubleBytes()
  const bytes = Buffer.allocUnsafe(text.length * 2)
  let at = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      bytes[at++] = unit
      continue
    }
    const code = codes.get(text[i] ?? '')
    if (code === undefined) throw new Error(`no GB18030 double byte for U+${unit.toString(16)}`)
    bytes[at++] = code >> 8
    bytes[at++] = code & 0xff
  }
  return bytes.subarray(0, at)
}
