package dev.weir.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void aLibrarysWorkBelongsToTheRoomThatCalledIt() {
    Place place =
        Place.of(
            List.of(
                "io.netty.buffer.AbstractByteBuf.writeBytes",
                "dev.weir.base.http.Reply.flush",
                "dev.weir.flow.edge.Passage.chunk"));

    assertThat(place).isEqualTo(new Place("base.http", "AbstractByteBuf.writeBytes"));
  }

  @Test
  void aStackWithoutWeirIsNamedByItsLibrary() {
    assertThat(Place.of(List.of("java.lang.Object.hashCode", "io.netty.channel.epoll.Native.wait")))
        .isEqualTo(new Place("(io.netty)", "Object.hashCode"));
    assertThat(Place.of(List.of("java.lang.Thread.run")).room()).isEqualTo("(jdk)");
    assertThat(Place.of(List.of()).room()).isEqualTo("(no stack)");
  }

  @Test
  void innerTypesKeepTheirName() {
    assertThat(Place.of(List.of("dev.weir.flow.ledger.State$Open.add")).method())
        .isEqualTo("State$Open.add");
  }

  @Test
  void partsAreOrderedByWeight() {
    Shares shares = new Shares();
    shares.add("a", 1);
    shares.add("b", 2);
    shares.add("a", 1);
    shares.add("c", 4);

    assertThat(shares.largest(2))
        .containsExactly(new Shares.Part("c", 4, 0.5), new Shares.Part("a", 2, 0.25));
  }
}
