package dev.weir.flow.ledger;

import dev.weir.flow.journal.Acknowledgement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// Lets a blocking thread wait until an entry is durable. For one entry.
public final class Durability implements Acknowledgement {
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile long position;
  private volatile String failure = "";

  @Override
  public Executor executor() {
    return Runnable::run;
  }

  @Override
  public void durable(long at) {
    position = at;
    told.countDown();
  }

  @Override
  public void failed(String reason) {
    failure = reason;
    told.countDown();
  }

  /// The entry's position.
  public long await() throws InterruptedException {
    told.await();
    if (!failure.isEmpty()) {
      throw new IllegalStateException("the journal did not take the entry: " + failure);
    }
    return position;
  }
}
