package dev.weir.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.http.GoAway;
import io.vertx.core.internal.buffer.BufferInternal;
import org.junit.jupiter.api.Test;

class Http2UpstreamTest {
  @Test
  void whatAnUpstreamSaysOfItsReasonsGoesBackToThePool() {
    ByteBuf lent = ByteBufAllocator.DEFAULT.directBuffer().writeLong(7);

    Http2Upstream.letGo(new GoAway().setDebugData(BufferInternal.buffer(lent)));

    assertThat(lent.refCnt()).isZero();
  }

  @Test
  void oneMaySayNone() {
    GoAway away = new GoAway();

    Http2Upstream.letGo(away);

    assertThat(away.getDebugData()).isNull();
  }
}
