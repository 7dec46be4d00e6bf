package dev.weir.view.alert;

import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Posts alerts as they are, signed.
final class SignedPost implements Carrier {
  static final String ID_HEADER = "x-weir-alert-id";

  private final HttpAddress to;
  private final Posting posting;
  private final Supplier<String> secret;
  private final InstantSource clock;

  SignedPost(
      Receiver.Webhook receiver, Engine engine, Supplier<String> secret, InstantSource clock) {
    this.to = receiver.address();
    this.posting = new Posting(engine, HttpAddress.destinations(receiver.allowPrivate()));
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public String carry(AlertText text) throws InterruptedException {
    long now = clock.instant().getEpochSecond();
    Headers headers =
        Headers.of(
            ID_HEADER, text.id(), Signature.HEADER, Signature.of(secret.get(), now, text.json()));
    return posting.post(to, headers, text.json());
  }

  @Override
  public void close() {
    posting.close();
  }
}
