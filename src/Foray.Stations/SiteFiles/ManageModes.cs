using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Reads the key <c>manage</c> of an instance.</summary>
internal static class ManageModes
{
    /// <summary>What can be written, the full names first.</summary>
    private static readonly Dictionary<string, ManageMode> Names = new(StringComparer.Ordinal)
    {
        ["host/up"] = ManageMode.HostUp,
        ["host/down"] = ManageMode.HostDown,
        ["docker/up"] = ManageMode.DockerUp,
        ["docker/down"] = ManageMode.DockerDown,
        ["ignore"] = ManageMode.Ignore,
        ["up"] = ManageMode.HostUp,
        ["down"] = ManageMode.HostDown,
        ["host"] = ManageMode.HostUp,
        ["docker"] = ManageMode.DockerUp,
        ["yes"] = ManageMode.HostUp,
        ["no"] = ManageMode.Ignore,
    };

    /// <summary>The mode; that of an absent key, which is up, where there is no value or a wrong one, which is reported.</summary>
    public static ManageMode Read(DocumentNode? node, SiteFindings findings)
    {
        if (node is null or ScalarNode { Kind: ScalarKind.Null })
            return ManageMode.HostUp;
        if (node is not ScalarNode scalar)
            findings.WrongForm(node, "'manage'", "a word", $"possible: {SiteFindings.Shown(Names.Keys)}");
        else if (SiteBoolean.Of(scalar.Text) is { } isManaged)
            return isManaged ? ManageMode.HostUp : ManageMode.Ignore;
        else if (Names.TryGetValue(scalar.Text, out var mode))
            return mode;
        else
            ReportUnknown(scalar, findings);
        return ManageMode.HostUp;
    }

    /// <summary>The full name of a mode.</summary>
    public static string NameOf(ManageMode mode) => Names.First(name => name.Value == mode).Key;

    private static void ReportUnknown(ScalarNode scalar, SiteFindings findings)
    {
        var hint = findings.Nearest(scalar.Text, Names.Keys) is { } nearest ? $"did you mean '{nearest}'? " : "";
        findings.Error(SiteCodes.BadManage, scalar, $"'manage' cannot be {SiteFindings.Shown(scalar.Text)}", $"{hint}possible: {SiteFindings.Shown(Names.Keys)}");
    }
}
