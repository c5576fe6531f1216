package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaginationTest {

    @Test
    void everyLineIsOnOnePageInOrderAndEveryPageHasRoomForItsSums() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            List<Integer> heights = new ArrayList<>();
            int lines = 1 + random.nextInt(400);
            for (int i = 0; i < lines; i++) {
                heights.add(5 + random.nextInt(30));
            }
            Pagination pagination = new Pagination(heights, 40 + random.nextInt(200), 300, 8, 9, random.nextInt(150));
            int from = 0;
            List<LineGroup> groups = pagination.groups();
            for (LineGroup group : groups) {
                assertThat(group.from()).isEqualTo(from);
                assertThat(group.to()).isGreaterThan(from);
                assertThat(group.isBroughtForward()).isEqualTo(from > 0);
                assertThat(group.isCarriedForward()).isEqualTo(group.to() < lines);
                int room = group.isBegunAnew() ? 300 : pagination.first();
                int used = (group.isBroughtForward() ? 8 : 0) + (group.isCarriedForward() ? 9 : 0);
                for (int i = group.from(); i < group.to(); i++) {
                    used += heights.get(i);
                }
                assertThat(used).isLessThanOrEqualTo(room);
                from = group.to();
            }
            assertThat(from).isEqualTo(lines);
        }
    }

    @Test
    void totalsStandOnThePageOfAtLeastTheLastTwoLines() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<Integer> heights = new ArrayList<>();
            int lines = 3 + random.nextInt(60);
            for (int i = 0; i < lines; i++) {
                heights.add(5 + random.nextInt(30));
            }
            int totals = random.nextInt(200);
            Pagination pagination = new Pagination(heights, 120, 300, 8, 9, totals);
            LineGroup last = pagination.groups().getLast();
            assertThat(last.to() - last.from()).isGreaterThanOrEqualTo(2);
            int used = (last.isBroughtForward() ? 8 : 0) + totals;
            for (int i = last.from(); i < last.to(); i++) {
                used += heights.get(i);
            }
            assertThat(used).isLessThanOrEqualTo(last.from() == 0 ? 120 : 300);
        }
    }

    @Test
    void totalsThatFillAPageAreNotWaitedFor() {
        assertThat(new Pagination(List.of(10, 10, 10), 100, 300, 8, 9, 290).groups())
                .hasSize(1);
    }

    @Test
    void aLineThatIsHigherThanAPageStandsAlone() {
        assertThat(new Pagination(List.of(10, 1000, 10), 100, 300, 8, 9, 50).groups())
                .extracting(LineGroup::from)
                .containsExactly(0, 1, 2);
    }
}
