// @ts-check
'use strict';
// The child's Date is the host's clock; timers stay real.
const RealDate = Date;
let offset = 0;

const now = () => RealDate.now() + offset;

/** @param {number} offsetMs */
function installClock(offsetMs) {
  offset = offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
}

/** @param {number} offsetMs */
function setClockOffset(offsetMs) {
  offset = offsetMs;
}

module.exports = { installClock, setClockOffset };
