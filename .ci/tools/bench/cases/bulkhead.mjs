// A call that finds a place free, ten places in all: what it costs to be counted in and out.
import { Bulkhead } from "../../../../src/patterns/resilience/bulkhead.ts";
import fastq from "fastq";
import pLimit from "p-limit";
import PQueue from "p-queue";

const clock = { nowMs: () => performance.now(), sleep: () => Promise.resolve() };
const call = async () => 42;
const PLACES = 10;

export const peers = [
  {
    name: "this library",
    make: () => {
      const bulkhead = new Bulkhead({ clock, limit: PLACES, maxQueue: 100 });
      return () => bulkhead.execute(call);
    },
  },
  {
    name: "fastq",
    note: "its queue has no bound; one worker function for all calls",
    make: () => {
      const queue = fastq.promise(call, PLACES);
      return () => queue.push(0);
    },
  },
  {
    name: "p-limit",
    note: "its queue has no bound",
    make: () => {
      const limit = pLimit(PLACES);
      return () => limit(call);
    },
  },
  {
    name: "p-queue",
    note: "priorities, a limit on the rate, events",
    make: () => {
      const queue = new PQueue({ concurrency: PLACES });
      return () => queue.add(call);
    },
  },
  { name: "floor", note: "the call alone", make: () => () => call() },
];
