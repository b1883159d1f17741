// @ts-check
'use strict';
// Every socket passes through net.Socket#connect: http, https, http2, tls and the fetch of Node itself. Forge proxies the
// http and https modules; the host refuses them, so that a library that bypasses @forge/api is noticed.
const net = require('node:net');
const dgram = require('node:dgram');

/** @param {(what: string) => void} report */
function closeNetwork(report) {
  const refuse = (/** @type {string} */ what) => {
    report(what);
    const error = new Error(`The local host closes ${what}: use fetch from @forge/api.`);
    error.name = 'REQUEST_EGRESS_ALLOWLIST_ERR';
    return error;
  };
  net.Socket.prototype.connect = function connect() {
    const error = refuse('direct network connections');
    process.nextTick(() => this.destroy(error));
    return this;
  };
  dgram.createSocket = () => {
    throw refuse('datagram sockets');
  };
}

module.exports = { closeNetwork };
