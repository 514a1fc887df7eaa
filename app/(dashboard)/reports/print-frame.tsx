'use client'

import { useEffect } from 'react'

/**
 * What stands at the top of every printed page. A sheet of the script's own, as the policy of the page allows no style
 * element whose nonce is that of another answer, and moving here from another page brings one.
 */
export function PrintFrame({ left, right }: { left: string; right: string }) {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { @top-left { content: ${cssText(left)} } @top-right { content: ${cssText(right)} } }`)
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [left, right])
  return null
}

/** Text as a string of a style sheet: nothing in it can end the string. */
function cssText(text: string): string {
  return `"${text.replace(/["\\<>\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`
}
