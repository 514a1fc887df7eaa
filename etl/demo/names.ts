/** Names, phone numbers and id numbers that cannot belong to anybody. */
import type { Rng } from './rng.ts'
import { isoDay } from './time.ts'

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢傅钟'
const FEMALE = '云芷兰若夏晚晴秋禾小满清梨雨桐岚青禾月白梦溪知夏念安书宁乐汐可颂桃夭疏影听雪'
const MALE = '山河行舟远帆景明牧野星野沐阳怀瑾一鸣北辰南乔承泽思源向晨砚之子衿望舒长庚松涛云峰石川'

const CHECK_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

export const REGIONS = ['和州市南湖区', '和州市北岸区', '和州市新城区', '和州市高新区', '和州市云溪县', '邻州市', '']

export function personName(rng: Rng, sex: string): string {
  const given = sex === 'F' ? FEMALE : MALE
  const first = given[rng.int(0, given.length - 1)] ?? '安'
  const second = rng.chance(0.72) ? (given[rng.int(0, given.length - 1)] ?? '') : ''
  return `${SURNAMES[rng.int(0, SURNAMES.length - 1)] ?? '王'}${first}${second}`
}

/** Eleven digits that begin with 100: no operator has that prefix. */
export function phoneNumber(serial: number): string {
  return `100${String(serial % 100_000_000).padStart(8, '0')}`
}

/** The ways in which a desk writes a phone number down; one in sixteen is masked and can match nobody. */
export function writtenPhone(rng: Rng, phone: string): string {
  const style = rng.int(0, 15)
  if (style === 0) return `${phone.slice(0, 3)}****${phone.slice(7)}`
  if (style === 1) return `+86 ${phone}`
  if (style === 2) return `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`
  if (style === 3) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  return phone
}

/** A GB 11643 number in the area 99, which is assigned to no place; different serials never give the same one. */
export function idNumber(serial: number, birthDay: number): string {
  const area = `99${String(Math.floor(serial / 1000) % 10_000).padStart(4, '0')}`
  const body = `${area}${isoDay(birthDay).replaceAll('-', '')}${String(serial % 1000).padStart(3, '0')}`
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(body[i]) * (CHECK_WEIGHTS[i] ?? 0)
  return `${body}${CHECK_DIGITS[sum % 11] ?? '0'}`
}
