using System.Text.RegularExpressions;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Reads where clients reach agents. Other keys than these belong to OCS's router and are passed over.</summary>
internal sealed partial class HubReader(SiteFindings findings)
{
    private const string ServerKey = "wamp_server";
    private const string HttpKey = "wamp_http";
    private const string RealmKey = "wamp_realm";
    private const string RootKey = "address_root";

    public static readonly string[] Keys = [ServerKey, HttpKey, RealmKey, RootKey];

    /// <summary>The hub with what a mapping says of it.</summary>
    public SiteHub Read(MappingNode mapping, SiteHub hub)
    {
        var keys = new SiteKeys(mapping, "the hub", Keys, findings);
        return hub with
        {
            AddressRoot = Root(keys) ?? hub.AddressRoot,
            Http = Address(keys, HttpKey, "http", "https") ?? hub.Http,
            Server = Address(keys, ServerKey, "ws", "wss") ?? hub.Server,
            Realm = keys.Text(RealmKey) ?? hub.Realm,
        };
    }

    private string? Root(SiteKeys keys)
    {
        if (keys.Scalar(RootKey) is not { } root)
            return null;
        if (RootForm().IsMatch(root.Text))
            return root.Text;
        findings.Error(SiteCodes.BadAddress, root, $"'{RootKey}' cannot be {SiteFindings.Shown(root.Text)}", "use letters, digits, '_' and '-', in parts with '.' between them");
        return null;
    }

    private Uri? Address(SiteKeys keys, string key, string plain, string secure)
    {
        if (keys.Scalar(key) is not { } scalar)
            return null;
        if (Uri.TryCreate(scalar.Text, UriKind.Absolute, out var address) && (address.Scheme == plain || address.Scheme == secure) && address.Host.Length > 0)
            return address;
        findings.Error(SiteCodes.BadAddress, scalar, $"'{key}' is {SiteFindings.Shown(scalar.Text)}, which is no address", $"write {plain}://HOST:PORT/PATH");
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RootForm();
}
