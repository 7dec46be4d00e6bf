package dev.weir.flow.upstream;

import dev.weir.base.http.Sending;

/// A request that was not sent: there is nothing to stop.
record Unsent() implements Sending {
  @Override
  public void cancel() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}
}
