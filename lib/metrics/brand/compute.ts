import { binomialTest } from '../../stats/binomial-test.ts'
import { shareDifference } from '../../stats/share-difference.ts'
import type { Figure, GroupFigure, Part, Verdict } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import { CODES, type ControlRow, type MentionRow } from './query.ts'

const ENOUGH_ANSWERS = 100
const ENOUGH_RESPONSE = 0.3
const ALPHA = 0.05

interface Survey {
  answers: number
  community: number
  ads: number
  /** Invited people who answered / invited; null where no invitation is recorded. */
  response: number | null
  p: number
}

/** First mentions of the wave, judged. */
export function brandFigure(rows: readonly MentionRow[], wave: string | null, controls: readonly ControlRow[]): Figure {
  const figure = surveyFigure(rows)
  return {
    ...figure,
    verdict: verdictOf(surveyOf(rows)),
    notes: notesOf(surveyOf(rows)),
    parts: { ...figure.parts, wave, control: controlPart(controls) },
  }
}

/** One figure a key; parts of a sample are not judged, waves are. */
export function brandGroups(rows: readonly MentionRow[], by: string): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys
    .map((key) => {
      const own = rows.filter((row) => row.key === key)
      const verdict = by === 'wave' ? { verdict: verdictOf(surveyOf(own)), notes: notesOf(surveyOf(own)) } : {}
      return { key, label: key, ...surveyFigure(own), ...verdict }
    })
    .sort(byKey)
}

function surveyFigure(rows: readonly MentionRow[]): Figure {
  const { answers, community, ads, response, p } = surveyOf(rows)
  const difference = shareDifference(community, ads, answers)
  return ratioFigure({
    numerator: community,
    denominator: answers,
    parts: {
      ads: answers > 0 ? ads / answers : null,
      difference: difference?.value ?? null,
      differenceLow: difference?.low ?? null,
      differenceHigh: difference?.high ?? null,
      p: answers > 0 ? p : null,
      responseRate: response,
      invited: people(mature(rows).filter((row) => row.is_invited)),
      mentions: Object.fromEntries(CODES.map((code) => [code, people(mature(rows).filter((r) => r.code === code))])),
      younger: people(rows.filter((row) => !row.is_mature && row.code !== null)),
    },
  })
}

function surveyOf(rows: readonly MentionRow[]): Survey {
  const valid = mature(rows).filter((row) => row.code !== null)
  const invited = mature(rows).filter((row) => row.is_invited)
  const community = people(valid.filter((row) => row.code === 'community'))
  const ads = people(valid.filter((row) => row.code === 'ads'))
  const asked = people(invited)
  return {
    answers: people(valid),
    community,
    ads,
    response: asked > 0 ? people(invited.filter((row) => row.code !== null)) / asked : null,
    p: binomialTest(community, community + ads),
  }
}

/** The community is ahead of advertisements beyond chance; null where the survey is too thin to say. */
function verdictOf(survey: Survey): Verdict | null {
  if (notesOf(survey).length > 0) return null
  return survey.p < ALPHA && survey.community > survey.ads ? 'met' : 'not_met'
}

/** Why it is not judged. */
function notesOf({ answers, response }: Survey): string[] {
  const notes: string[] = []
  if (answers < ENOUGH_ANSWERS) notes.push('answers-below-100')
  if (response === null) notes.push('response-unknown')
  else if (response < ENOUGH_RESPONSE) notes.push('response-below-30')
  return notes
}

function controlPart(rows: readonly ControlRow[]): Part {
  const answers = rows.reduce((sum, row) => sum + row.answers, 0)
  if (answers === 0) return null
  const counts = CODES.map((code): [string, Part] => [code, rows.find((row) => row.code === code)?.answers ?? 0])
  return { answers, ...Object.fromEntries(counts) }
}

function mature(rows: readonly MentionRow[]): MentionRow[] {
  return rows.filter((row) => row.is_mature)
}

function people(rows: readonly MentionRow[]): number {
  return rows.reduce((sum, row) => sum + row.people, 0)
}
