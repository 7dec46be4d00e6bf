package dev.weir.flow.journal;

import java.util.concurrent.Executor;

/// Is told, once, what became of an accepted entry. Neither method may block.
public interface Acknowledgement {

  /// Where to be told. All acknowledgements of a batch with the same executor are one task of it,
  /// so an event loop is woken once per batch.
  Executor executor();

  /// The entry is durable.
  ///
  /// @param position where it stands in the journal
  void durable(long position);

  /// The journal failed before the entry was known to be durable: it may be there after a restart.
  void failed(String reason);

  /// For an entry whose durability nobody waits for.
  Acknowledgement NONE =
      new Acknowledgement() {
        @Override
        public Executor executor() {
          return Runnable::run;
        }

        @Override
        public void durable(long position) {}

        @Override
        public void failed(String reason) {}
      };
}
