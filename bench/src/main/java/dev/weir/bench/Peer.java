package dev.weir.bench;

import dev.weir.bench.variant.Governance;

/// Who is measured.
enum Peer {
  DIRECT("direct"),
  NGINX("nginx"),
  BARE(Governance.BARE.name()),
  GOVERNED(Governance.PROCESS.name()),
  HOST(Governance.HOST.name()),
  TRANSLATED(Governance.TRANSLATED.name()),
  PORTKEY("portkey");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean isWeir() {
    return this == BARE || this == GOVERNED || this == HOST || this == TRANSLATED;
  }
}
