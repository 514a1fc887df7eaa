import type { Figure, Part } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { FEATURES } from './features.ts'
import type { Learnt } from './learn.ts'
import type { SnapshotDays } from './snapshots.ts'

/** AUC of what is shipped, with the model card. */
export function riskFigure(learnt: Learnt, days: SnapshotDays, trainRows: number, people: number): Figure {
  const { card, model } = learnt
  const weights = FEATURES.map(({ name, group }, j): Part => ({ name, group, beta: model.beta[j] ?? 0 }))
  return {
    state: card.n < FEW ? 'few' : 'ok',
    value: card.isModelShipped ? card.auc : card.ruleAuc,
    level: LEVEL,
    notes: card.isModelShipped ? [] : ['rule-shipped'],
    parts: {
      ...card,
      delta: { ...card.delta },
      shipped: card.isModelShipped ? 'model' : card.bestRule,
      people,
      trainRows,
      trainFrom: days.train[0] ?? null,
      trainTo: days.train.at(-1) ?? null,
      testFrom: days.test[0] ?? null,
      testTo: days.test.at(-1) ?? null,
      weights,
    },
  }
}

/** Nothing to learn from yet: the history is too short, or nobody is at risk. */
export function unlearnt(people: number): Figure {
  return { state: people > 0 ? 'immature' : 'empty', value: null, notes: [], parts: { people } }
}
