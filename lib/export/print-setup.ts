/** How the sheets of a workbook print: as wide as a page, their headings on each, pages numbered. */
import type { Feature } from 'write-excel-file/universal'

/** Characters of a text in an attribute or element. */
const escaped = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** What stands at the head and foot of every printed page. */
interface Marks {
  title: string
  mark?: string
}

/** @param names of the sheets in order; the first is a cover without headings */
export function printSetup(names: readonly string[], marks: Marks): Feature<Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': { transform: (xml) => setUpPage(xml, marks) },
        'xl/workbook.xml': {
          transform: (xml) => xml.replace('<definedNames/>', `<definedNames>${headings(names)}</definedNames>`),
        },
      },
    },
  }
}

function setUpPage(xml: string, marks: Marks): string {
  return xml
    .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
    .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" ')
    .replace('</worksheet>', `${headerFooter(marks)}</worksheet>`)
}

function headerFooter({ title, mark }: Marks): string {
  // In headers and footers `&` begins a code, so that of a text is written twice.
  const [head, said] = [title, mark ?? ''].map((text) => escaped(text.replaceAll('&', '&&')))
  const foot = said === '' ? '&amp;A' : said
  return `<headerFooter><oddHeader>&amp;L${head}&amp;R${said}</oddHeader><oddFooter>&amp;L${foot}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`
}

function headings(names: readonly string[]): string {
  const rows = names.map((name, i) => {
    const place = escaped(`'${name.replaceAll("'", "''")}'!$1:$1`)
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${place}</definedName>`
  })
  return rows.slice(1).join('')
}
