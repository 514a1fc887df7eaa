/** How the sheets of a workbook print: as wide as a page, very wide ones as two, with headings and page numbers. */
import type { Feature } from 'write-excel-file/universal'

/** Characters of a text in an attribute or element. */
const escaped = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** What stands at the head and foot of every printed page. */
interface Marks {
  title: string
  mark?: string
}

/** A sheet, and how wide it is in characters. */
export interface PrintedSheet {
  name: string
  width: number
}

/** Characters that can still be read when they share the width of a page. */
const PAGE_WIDTH = 220

/** @param sheets in order; the first is a cover without headings */
export function printSetup(sheets: readonly PrintedSheet[], marks: Marks): Feature<Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _, { sheetIndex }) => setUpPage(xml, pagesOf(sheets[sheetIndex]), marks),
        },
        'xl/workbook.xml': {
          transform: (xml) => xml.replace('<definedNames/>', () => `<definedNames>${headings(sheets)}</definedNames>`),
        },
      },
    },
  }
}

function pagesOf(sheet: PrintedSheet | undefined): number {
  return Math.max(1, Math.ceil((sheet?.width ?? 0) / PAGE_WIDTH))
}

function setUpPage(xml: string, pages: number, marks: Marks): string {
  return xml
    .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
    .replace('<pageSetup ', `<pageSetup fitToWidth="${pages}" fitToHeight="0" `)
    .replace('</worksheet>', () => `${headerFooter(marks)}</worksheet>`)
}

function headerFooter({ title, mark }: Marks): string {
  // In headers and footers `&` begins a code, so that of a text is written twice.
  const [head, said] = [title, mark ?? ''].map((text) => escaped(text.replaceAll('&', '&&')))
  const foot = said === '' ? '&amp;A' : said
  return `<headerFooter><oddHeader>&amp;L${head}&amp;R${said}</oddHeader><oddFooter>&amp;L${foot}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`
}

/** Repeated on every page: the first line, and the first column of what is wider than a page. */
function headings(sheets: readonly PrintedSheet[]): string {
  const rows = sheets.map((sheet, i) => {
    const place = `'${sheet.name.replaceAll("'", "''")}'!`
    const repeated = escaped(pagesOf(sheet) > 1 ? `${place}$A:$A,${place}$1:$1` : `${place}$1:$1`)
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${repeated}</definedName>`
  })
  return rows.slice(1).join('')
}
