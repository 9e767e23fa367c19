import { defineMutants } from "#src/grade/mutants.ts";

const cabins = 'limit: 8, maxQueue: 16, maxWaitMs: 300, priority: "payments-first", order: "oldest-first"';

/** Tempting choices, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "resilience/bulkhead/2-choose",
  mutants: [
    {
      id: "one-pool",
      says: "one pool of 40 for everything",
      misconception: "one-pool-is-enough",
      kills: "Fares are answered while weather is slow",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [
        { find: '  pools: "each",', replace: '  pools: "one",' },
        { find: "limit: 8, maxQueue: 8, maxWaitMs: 100", replace: "limit: 40, maxQueue: 40, maxWaitMs: 300" },
      ],
    },
    {
      id: "wide-weather",
      says: "a wall around weather that is wider than the proxy",
      kills: "Fares are answered while weather is slow",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{
        find: "limit: 6, maxQueue: 0, maxWaitMs: 0",
        replace: "limit: 60, maxQueue: 0, maxWaitMs: 0",
      }],
    },
    {
      id: "long-queue",
      says: "nobody is turned away from cabins",
      misconception: "queues-turn-nobody-away",
      kills: "The work of cabins reaches customers in the sale",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{ find: "maxQueue: 16, maxWaitMs: 300", replace: "maxQueue: 1_000, maxWaitMs: 10_000" }],
    },
    {
      id: "mean",
      says: "the mean by Little's law as the limit of cabins, and no queue",
      misconception: "mean-is-the-size",
      kills: "In quiet times everybody is served",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{
        find: "limit: 8, maxQueue: 16, maxWaitMs: 300",
        replace: "limit: 5, maxQueue: 0, maxWaitMs: 0",
      }],
    },
    {
      id: "mean-weather",
      says: "the mean by Little's law as the limit of weather",
      misconception: "mean-is-the-size",
      kills: "In quiet times everybody is served",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{
        find: "limit: 6, maxQueue: 0, maxWaitMs: 0",
        replace: "limit: 2, maxQueue: 0, maxWaitMs: 0",
      }],
    },
    {
      id: "unranked",
      says: "payments wait among the visits",
      kills: "Payments are made all the time",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{ find: 'priority: "payments-first"', replace: 'priority: "none"' }],
    },
    {
      id: "whole-capacity",
      says: "all that cabins can work on, in each process",
      misconception: "limit-is-the-fleets",
      kills: "Cabins never has more than 25 calls in the house",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{
        find: "limit: 8, maxQueue: 16, maxWaitMs: 300",
        replace: "limit: 16, maxQueue: 8, maxWaitMs: 100",
      }],
    },
    {
      id: "even-thirds",
      says: "the connections in three equal parts",
      misconception: "limit-is-the-fleets",
      kills: "Cabins never has more than 25 calls in the house",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [
        { find: "limit: 8, maxQueue: 8, maxWaitMs: 100", replace: "limit: 13, maxQueue: 8, maxWaitMs: 100" },
        {
          find: "limit: 8, maxQueue: 16, maxWaitMs: 300",
          replace: "limit: 13, maxQueue: 16, maxWaitMs: 300",
        },
        { find: "limit: 6, maxQueue: 0, maxWaitMs: 0", replace: "limit: 13, maxQueue: 0, maxWaitMs: 0" },
      ],
    },
    {
      id: "overdrawn",
      says: "limits that are 48 together, for 40 connections",
      kills: "The work of cabins reaches customers in the sale",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [
        { find: "limit: 8, maxQueue: 8, maxWaitMs: 100", replace: "limit: 20, maxQueue: 20, maxWaitMs: 100" },
        { find: "limit: 6, maxQueue: 0, maxWaitMs: 0", replace: "limit: 20, maxQueue: 0, maxWaitMs: 0" },
      ],
    },
    {
      id: "patient",
      says: "a wait almost as long as the callers' patience",
      kills: "Visitors who are served do not wait long",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{ find: "maxQueue: 16, maxWaitMs: 300", replace: "maxQueue: 60, maxWaitMs: 700" }],
    },
    {
      id: "thin-fares",
      says: "one place for fares, as its mean is little more than one",
      misconception: "mean-is-the-size",
      kills: "Fares are answered while weather is slow",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{
        find: "limit: 8, maxQueue: 8, maxWaitMs: 100",
        replace: "limit: 1, maxQueue: 8, maxWaitMs: 100",
      }],
    },
    {
      id: "no-places",
      says: "a limit of zero",
      kills: "The story comes to its end",
      token: "resilience/bulkhead#afternoon@2:2-choose:0",
      edits: [{ find: cabins, replace: cabins.replace("limit: 8", "limit: 0") }],
    },
  ],
});
