using System.Text.Json;
using System.Text.RegularExpressions;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Plugins.Tests.Manifests;

/// <summary>Holds the reader to <c>docs/reference/manifest.md</c>.</summary>
public sealed partial class ReferenceTests : IDisposable
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "reference", "manifest.md"));

    private readonly PackageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_examples_of_the_reference_are_read_as_it_says()
    {
        var examples = ExamplePattern().Matches(Reference).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, examples.Count);
        _folder.AddManifest("Foray.Sites", examples[0], schemas: ("Foray.Sites.Ssh.SshSiteOptions", examples[1]));
        var catalog = _folder.Catalog();

        Assert.Empty(catalog.Diagnostics);
        var package = Assert.Single(catalog.Packages);
        Assert.Equal(("Foray.Sites", "0.1.0", "0.1.0"), (package.Name, package.Version, package.Sdk));
        Assert.Equal(new("decoder", "Music.IDecoder"), Assert.Single(package.Kinds));
        Assert.Equal(["Foray.Sites.Contracts"], package.Exports);
        Assert.Equal(["hosts", "ssh"], catalog.Plugins.Select(plugin => plugin.Name));
        var (hosts, ssh) = (catalog.Plugins[0], catalog.Plugins[1]);
        Assert.Equal(("run", new("Commands.Contracts", "1.2.0"), null), (hosts.Extends, hosts.Contract, hosts.Deprecated));
        Assert.Equal((null, null, "use 'openssh' instead"), (ssh.Extends, ssh.Contract, ssh.Deprecated));
        Assert.Equal(("site", "ssh", "Somebody", "Machines reached with OpenSSH."), (ssh.Kind, ssh.Name, ssh.Author, ssh.Description));
        Assert.Equal(("Foray.Sites.Ssh.SshSite", "Foray.Generated.Ssh_SshSite_Factory"), (ssh.Type, ssh.Factory));
        Assert.Equal(["checks"], ssh.Capabilities);
        Assert.Equal(new("software", "docker", "[1.0,2.0)"), Assert.Single(ssh.Requires));
        Assert.Equal(new("ssh", "install openssh-client"), Assert.Single(ssh.Tools));

        var schema = ssh.ReadSchema();
        Assert.Equal("A group of machines.", schema.Summary);
        Assert.True(schema.Find("labels")!.Required);
        var number = schema.Find("number")!;
        Assert.Equal((true, "1", 1d, 10000d), (number.MachineCount, number.Default, number.Schema.Minimum, number.Schema.Maximum));
        Assert.Equal(["count"], number.RenamedFrom);
        Assert.Equal((null, null), (number.Position, number.Deprecated));
        Assert.Equal((0, "use 'hosts' instead"), (schema.Find("file")!.Position, schema.Find("file")!.Deprecated));
        Assert.Empty(schema.Find("file")!.RenamedFrom);
        Assert.Equal(["host", "hosts"], Assert.Single(schema.ExactlyOne));
        Assert.Equal(["flavour", "flavour_desc"], Assert.Single(schema.AtMostOne));
        Assert.Equal(new("jump_user", "jump"), Assert.Single(schema.Requires));
    }

    [Fact]
    public void The_types_of_the_reference_are_those_of_the_program()
    {
        var documented = TypePattern().Matches(Reference).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var known = Enum.GetNames<ValueType>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
        Assert.Empty(known.Except(documented));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExamplePattern();

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex TypePattern();

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}
