/** Channels with their daily exposures, clicks and cost; the month's other costs; the benefits that somebody claims. */
import { CHANNELS, type Channel } from './channels.ts'
import type { Drop, Pen } from './drop.ts'
import { Rng } from './rng.ts'
import { addMonths, isoDay } from './time.ts'
import { recruiting, type World } from './world.ts'

export function recordMarketing({ drop, world }: Pen): void {
  for (const channel of CHANNELS) {
    const { id, name, type, states } = channel
    drop.emit('marketing/channels', { channel: id, name, type, states: states.join('|') })
    recordDays(drop, world, channel)
  }
  for (let month = firstOfMonth(world.start); month <= world.end; month = addMonths(month, 1)) {
    recordCosts(drop, world, month)
    drop.emit('marketing/benefits', {
      month: isoDay(month).slice(0, 7),
      name: '品牌曝光折算',
      amount_cny: size(world, 3_000),
      assumption: '按每千次曝光 20 元折算，不是现金收入',
    })
  }
}

function size(world: World, yuan: number): number {
  return Math.round((yuan * world.patients) / 12_000)
}

function firstOfMonth(day: number): number {
  return day - Number(isoDay(day).slice(8)) + 1
}

/** 小红书 was booked through an agency in the first autumn: what those days cost, nobody knows. */
function isCostUnknown(channel: Channel, world: World, day: number): boolean {
  return channel.id === 'xhs' && day >= world.start + 130 && day < world.start + 192
}

function recordDays(drop: Drop, world: World, channel: Channel): void {
  for (let day = world.start; day <= world.end; day += 1) {
    const rng = Rng.of(world.seed, `channel:${channel.id}`, day)
    const drive = Math.exp(0.5 * recruiting(world, day))
    if (channel.exposures === null) {
      const clicks = Math.round(size(world, 6) * drive * rng.around(1, 0.5))
      if (channel.id === 'friend')
        drop.emit('marketing/channel_daily', { date: day, channel: channel.id, clicks, cost_cny: 0 })
      continue
    }
    if (rng.chance(0.01)) continue
    const exposures = Math.round(size(world, channel.exposures) * drive * rng.around(1, 0.3))
    const clicks = Math.round(exposures * channel.clickRate * rng.around(1, 0.25))
    const cost = Math.round(clicks * channel.costPerClick * rng.around(1, 0.1) * 100) / 100
    drop.emit('marketing/channel_daily', {
      date: day,
      channel: channel.id,
      exposures: rng.chance(0.004) ? null : exposures,
      clicks,
      cost_cny: isCostUnknown(channel, world, day) ? null : cost,
    })
  }
}

function recordCosts(drop: Drop, world: World, month: number): void {
  const rng = Rng.of(world.seed, 'costs', month)
  const base = { month: isoDay(month).slice(0, 7) }
  const yuan = (amount: number) => size(world, rng.around(amount, 0.06))
  drop.emit('marketing/costs', { ...base, category: 'labour', amount_cny: yuan(18_000), item: '社群运营人力' })
  drop.emit('marketing/costs', { ...base, category: 'tool', amount_cny: size(world, 1_250), item: '工具年费摊销' })
  drop.emit('marketing/costs', {
    ...base,
    category: 'content',
    amount_cny: yuan(3_200),
    channel: 'gzh',
    item: '图文与短视频',
  })
  drop.emit('marketing/costs', {
    ...base,
    category: 'labour',
    amount_cny: yuan(2_400),
    channel: 'desk',
    item: '导诊台扫码引导',
  })
  if (rng.chance(0.5)) {
    drop.emit('marketing/costs', {
      ...base,
      category: 'content',
      amount_cny: yuan(2_600),
      channel: 'douyin',
      item: '直播投放素材',
    })
  }
  for (const community of world.communities) {
    if (community.opens > month || (community.dismissed !== null && community.dismissed < month) || !rng.chance(0.3))
      continue
    const amount = rng.int(300, 1_600)
    drop.emit('marketing/costs', {
      ...base,
      category: 'event',
      amount_cny: amount,
      group_id: community.id,
      item: '群内活动',
    })
  }
}
