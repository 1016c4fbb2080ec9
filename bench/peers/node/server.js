// One beat a request on onnxruntime-node: a process a core, the shipped graph of all four models.
import cluster from "node:cluster";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as ort from "onnxruntime-node";

const [port, models] = process.argv.slice(2);

if (cluster.isPrimary) {
  for (let i = 0; i < availableParallelism(); i++) cluster.fork();
} else {
  const session = await ort.InferenceSession.create(join(models, "combined.onnx"), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const output = session.outputNames[0];

  async function classify(body) {
    const { samples } = JSON.parse(body);
    if (!Array.isArray(samples) || samples.length !== 140) return [400, { error: "a beat has 140 samples" }];
    const answer = await session.run({ beats: new ort.Tensor("float32", Float32Array.from(samples), [1, 140]) });
    const scores = answer[output].data;
    const models = { dnn: [...scores.slice(0, 5)], lstm: [...scores.slice(5, 10)], cnn: [...scores.slice(10, 15)] };
    const mean = models.dnn.map((p, k) => (p + models.lstm[k] + models.cnn[k]) / 3);
    return [200, { models, reconstructionError: scores[15], class: mean.indexOf(Math.max(...mean)) + 1 }];
  }

  createServer((request, response) => {
    const parts = [];
    request.on("data", part => parts.push(part));
    request.on("end", async () => {
      let status, answer;
      try { [status, answer] = await classify(Buffer.concat(parts)); } catch (reason) { [status, answer] = [400, { error: reason.message }]; }
      const text = JSON.stringify(answer);
      response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
      response.end(text);
    });
  }).listen(Number(port), "127.0.0.1");
}
