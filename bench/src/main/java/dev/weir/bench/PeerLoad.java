package dev.weir.bench;

import dev.weir.bench.traffic.Reply;
import dev.weir.bench.traffic.Shape;

/// The loads that every variant carries in every round.
enum PeerLoad {
  JSON("JSON, 64 connections", Reply.JSON, 64, 0, Shape.USUAL_PROMPT),
  OPEN("JSON, 1,000 requests/s", Reply.JSON, 64, 1_000, Shape.USUAL_PROMPT),
  STREAMS("200 streams x 50 frames/s", Reply.PACED, 200, 0, Shape.USUAL_PROMPT),
  BURST("stream burst, 16 connections", Reply.BURST, 16, 0, Shape.USUAL_PROMPT),
  PROMPTS("300 KB prompts, 16 connections", Reply.JSON, 16, 0, 300_000);

  private final String title;
  private final Reply reply;
  private final int connections;
  private final int perSecond;
  private final int promptBytes;

  PeerLoad(String title, Reply reply, int connections, int perSecond, int promptBytes) {
    this.title = title;
    this.reply = reply;
    this.connections = connections;
    this.perSecond = perSecond;
    this.promptBytes = promptBytes;
  }

  String title() {
    return title;
  }

  Shape shape() {
    return new Shape(title, reply, connections, perSecond, promptBytes);
  }
}
