package dev.weir.view.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.base.http.Engine;
import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.view.person.Pseudonyms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AlertSinkTest {
  private static final Pseudonyms USERS = new Pseudonyms(new byte[32]);
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<Raised> raised = new CopyOnWriteArrayList<>();
  private final AtomicLong loaded = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final Engine engine = Engine.start(1, bugs::add);
  private HttpServer receiver;
  private AlertDesk desk;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(exchange.getRequestHeaders().getFirst(SignedPost.ID_HEADER));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    System.Logger log = System.getLogger("test");
    URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
    desk =
        new AlertDesk(
            new AlertLog(log, USERS),
            List.of(new Receiver.Webhook(url, /* allowPrivate= */ true)),
            new AlertDesk.Parts(
                folder,
                this::from,
                this::loaded,
                0,
                USERS,
                InstantSource.system(),
                new Random(7),
                log));
  }

  @AfterEach
  void close() {
    desk.close();
    engine.close();
    receiver.stop(0);
    assertThat(bugs).isEmpty();
  }

  private List<Raised> from(long position) {
    looks.incrementAndGet();
    return raised.stream()
        .filter(alert -> alert.position() >= position)
        .limit(RaisedAlerts.MAX)
        .toList();
  }

  private long loaded() {
    asked.incrementAndGet();
    return loaded.get();
  }

  private static Raised overrun(int position) {
    Entry.Overrun entry =
        new Entry.Overrun(new CallId(1, position), 1, Instant.EPOCH, Money.ZERO, Money.ZERO);
    return new RaisedAlerts.Overran(position, entry, Tags.of(Map.of()));
  }

  private SinkStanding sink() {
    return desk.standings().getLast();
  }

  private void await(Predicate<SinkStanding> condition) {
    while (!condition.test(sink())) {
      Thread.onSpinWait(); // the test's time limit ends it
    }
  }

  @Test
  void looksOncePerThousandAlertsHoweverManyWait() throws Exception {
    int count = RaisedAlerts.MAX + 200;
    List<Raised> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(overrun(i));
    }
    raised.addAll(all);

    desk.start(engine, List.of("hush"));
    await(sink -> sink.delivered() == count);

    assertThat(received)
        .containsExactlyElementsOf(
            all.stream().map(each -> AlertText.of(each, USERS).id()).toList());
    assertThat(looks).hasValue(2);
  }

  @Test
  void looksOnlyWhenTheLedgerDatabaseHasMovedOn() throws Exception {
    desk.start(engine, List.of("hush"));
    while (asked.get() < 4) {
      Thread.onSpinWait(); // the test's time limit ends it
    }
    assertThat(looks).hasValue(1);

    raised.add(overrun(5));
    loaded.set(6);

    assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(AlertText.of(overrun(5), USERS).id());
  }

  /// A secret of no letters cannot sign anything.
  @Test
  void triesAgainWhateverKeptAnAlertFromBeingSent() throws Exception {
    raised.add(overrun(0));
    desk.start(engine, List.of(""));
    await(sink -> sink.failed() > 1);
    assertThat(sink().lastFailure().orElseThrow().reason()).startsWith("it could not be sent: ");
    assertThat(received).isEmpty();

    desk.sign(List.of("hush"));

    assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(AlertText.of(overrun(0), USERS).id());
    await(sink -> sink.delivered() == 1 && sink.waiting() == 0);
  }
}
