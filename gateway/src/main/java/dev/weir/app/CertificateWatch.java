package dev.weir.app;

import dev.weir.app.config.PlaneTls;
import dev.weir.base.http.Certificate;
import dev.weir.base.http.HttpListener;
import dev.weir.view.api.CertificateStanding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps listeners on the certificates that their files hold. A pair that cannot be used leaves the
/// one before in use, and says so in log, status and readiness until the files are right.
///
/// One virtual thread looks at the files; the rest may be called from any.
final class CertificateWatch implements AutoCloseable {
  private final System.Logger log;
  private final List<Plane> planes = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  CertificateWatch(System.Logger log) {
    this.log = log;
  }

  /// @throws IllegalArgumentException when the files hold no usable pair
  static Optional<Certificate> read(PlaneTls files) {
    return files.isOn()
        ? Optional.of(Certificate.read(files.certificate(), files.key()))
        : Optional.empty();
  }

  void add(String plane, PlaneTls files, Certificate inUse, HttpListener listener) {
    planes.add(new Plane(plane, files, inUse, listener));
  }

  void start(Duration every) {
    if (!planes.isEmpty()) {
      Thread.ofVirtual().name("weir-certificates").start(() -> watch(every));
    }
  }

  private void watch(Duration every) {
    try {
      while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
        planes.forEach(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Plane plane) {
    try {
      Certificate now = Certificate.read(plane.files.certificate(), plane.files.key());
      if (!now.sameAs(plane.inUse)) {
        plane.listener.use(now);
        plane.inUse = now;
        log.log(System.Logger.Level.INFO, "{0} uses {1}", plane.name, now);
      }
      plane.failure = "";
    } catch (Exception unusable) { // waiting for the engine throws what it does not declare
      String failure = String.valueOf(unusable.getMessage());
      if (!failure.equals(plane.failure)) {
        log.log(
            System.Logger.Level.WARNING, "{0} keeps {1}: {2}", plane.name, plane.inUse, failure);
      }
      plane.failure = failure;
    }
  }

  List<CertificateStanding> standings() {
    return planes.stream().map(Plane::standing).toList();
  }

  @Override
  public void close() {
    closing.countDown();
  }

  /// One listener's files; changed by the watching thread.
  private static final class Plane {
    final String name;
    final PlaneTls files;
    final HttpListener listener;
    volatile Certificate inUse;
    volatile String failure = "";

    Plane(String name, PlaneTls files, Certificate inUse, HttpListener listener) {
      this.name = name;
      this.files = files;
      this.inUse = inUse;
      this.listener = listener;
    }

    CertificateStanding standing() {
      String reason = failure;
      return new CertificateStanding(
          name,
          inUse.subject(),
          inUse.notAfter(),
          reason.isEmpty() ? Optional.empty() : Optional.of(reason));
    }
  }
}
