package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is read in the forms people have it in, and never gives its password away. */
class DatabaseAddressTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres://u:p%40s%2Fs+w@h:5433/db?sslmode=require, jdbc:postgresql://h:5433/db?sslmode=require, u, p@s/s+w",
                "postgresql://u@h/db, jdbc:postgresql://h/db, u, -",
                "postgres:///db, jdbc:postgresql://localhost/db, -, -",
                "POSTGRES://h/db?, jdbc:postgresql://h/db, -, -",
                "postgres://u:p@[::1]:5432/db, jdbc:postgresql://[::1]:5432/db, u, p",
                "'postgres://u:p@a:1,b:2/db?target_session_attrs=read-write', 'jdbc:postgresql://a:1,b:2/db', u, p",
                "postgres://u@h/db?target_session_attrs=any&ssl=true, jdbc:postgresql://h/db?ssl=true, u, -",
                "jdbc:postgresql://h/db?targetServerType=master, jdbc:postgresql://h/db, -, -",
                "postgres://h/db?user=u&connect_timeout=3&password=p%20q, jdbc:postgresql://h/db?connectTimeout=3, u, p q",
                "jdbc:postgresql://h:1/db?user=u&password=p&ssl=true, jdbc:postgresql://h:1/db?ssl=true, u, p",
                "jdbc:postgresql://u:p@h/db, jdbc:postgresql://h/db, u, p",
                "jdbc:postgresql:db, jdbc:postgresql:db, -, -",
            })
    void addressesAreRead(String text, String url, String user, String password) {
        assertThat(DatabaseAddress.parse(text)).isEqualTo(new DatabaseAddress(url, user, password));
    }

    @Test
    void thePasswordIsNeverShown() {
        for (String text : new String[] {
            "postgres://u:s3cret@h/db",
            "jdbc:postgresql://h/db?user=u&password=s3cret",
            "postgres://h/db?password=s3cret"
        }) {
            DatabaseAddress address = DatabaseAddress.parse(text);
            assertThat(address.password()).isEqualTo("s3cret");
            assertThat(address.toString()).doesNotContain("s3cret").contains("h/db");
            assertThat(address.url()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:s3cret@a,b/db?target_session_attrs=prefer-standby",
                "postgres://u:s3cret@a,b/db?target_session_attrs=read-only",
                "jdbc:postgresql://a,b/db?user=u&password=s3cret&targetServerType=secondary"
            })
    void aStandbyIsNotAskedFor(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("asks for a standby")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "postgres://h/a,b; 1",
                "postgres://u:p,@h:1,i:2/a; 2",
                "postgres://a,b,c; 3",
                "jdbc:postgresql:a,b; 1",
                "jdbc:postgresql://[::1]:1,h/db?x=1,2; 2"
            })
    void serversAreCounted(String text, int servers) {
        assertThat(DatabaseAddress.parse(text).servers()).isEqualTo(servers);
    }

    @ParameterizedTest
    @CsvSource({"mysql://u:s3cret@h/db", "h/db", "postgres://u:s3cret%zz@h/db", "postgres://u:s3cret@h/db?x", "''"})
    void whatCannotBeReadIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Example: postgres://")
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }
}
