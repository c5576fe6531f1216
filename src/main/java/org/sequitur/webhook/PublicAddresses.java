package org.sequitur.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Looks up receivers, and knows only those in the public network. The connection is made to the very addresses that were looked at here: a
 * name that says something else a moment later gains nothing.
 *
 * <p>What is not public is in the IANA registries of special-purpose addresses (RFC 6890), from which all that is not globally
 * reachable is taken, with the addresses that lead into IPv4 by another way. An IPv4 address written as IPv6 is an IPv4 address to Java.
 */
final class PublicAddresses implements DnsResolver {

    private static final List<IpAddressMatcher> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(IpAddressMatcher::new)
            .toList();

    /** Of IPv6, what is given out at all is in here. */
    private static final IpAddressMatcher GLOBAL_UNICAST = new IpAddressMatcher("2000::/3");

    private static final int IPV4_BYTES = 4;

    private final boolean allowsAll;

    /** @param allowsAll whether addresses that are not public are let through, too */
    PublicAddresses(boolean allowsAll) {
        this.allowsAll = allowsAll;
    }

    static boolean isPublic(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return (address.getAddress().length == IPV4_BYTES || GLOBAL_UNICAST.matches(text))
                && NOT_PUBLIC.stream().noneMatch(network -> network.matches(text));
    }

    /** Whether a host that is written as an address may be called; of a name that is known only when it is looked up. */
    boolean mayBeCalled(String host) {
        if (allowsAll) {
            return true;
        }
        try {
            return isPublic(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            return !name.equalsIgnoreCase("localhost") && name.matches(".*[A-Za-z][^.]*");
        }
    }

    /** @throws UnknownHostException also when any of its addresses is not public */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(host);
        if (!allowsAll) {
            for (InetAddress address : found) {
                if (!isPublic(address)) {
                    throw new UnknownHostException(host + " is not in the public network");
                }
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
