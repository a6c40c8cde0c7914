'use strict';
const { transform } = require('./transform.js');

exports.handler = async ({ records }) => ({ records: transform(records) });
