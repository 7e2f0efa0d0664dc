using CsCheck;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Catalog;

public sealed class CatalogCacheTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);

    private string CachePath => Path.Combine(_folder.Path, "cache", "catalog");

    private string SchemasPath => Path.Combine(_folder.Path, "cache", "schemas", Fixture.Music);

    private string Music => _folder.AssemblyOf(Fixture.Music);

    public void Dispose() => _folder.Dispose();

    private void Fill(params IEnumerable<string> assemblies)
    {
        var cache = CatalogCache.Load(CachePath);
        foreach (var assembly in assemblies)
            foreach (var plugin in cache.Find(new FileInfo(assembly))?.Plugins ?? [])
                plugin.ReadSchema();
        cache.Save();
    }

    /// <summary>Replaces an assembly by rubbish of the same size and time: whoever still finds its package has not opened it.</summary>
    private static void HideContent(string assembly)
    {
        var time = File.GetLastWriteTimeUtc(assembly);
        File.WriteAllBytes(assembly, new byte[new FileInfo(assembly).Length]);
        File.SetLastWriteTimeUtc(assembly, time);
    }

    private static string Describe(PluginPackage package) => string.Join('\n',
    [
        $"{package.Name} {package.Version} {package.Sdk} {package.AssemblyPath}",
        string.Join(',', package.Exports),
        .. package.Kinds.Select(kind => $"{kind}"),
        .. package.Plugins.Select(plugin =>
            $"{plugin.Kind} {plugin.Name} {plugin.Type} {plugin.Factory} {plugin.Options} {plugin.Description} {plugin.Author} "
            + $"{string.Join(',', plugin.Capabilities)} {string.Join(',', plugin.Requires)} {string.Join(',', plugin.Tools)} {plugin.Contract} {plugin.Extends} {plugin.Deprecated} {Describe(plugin.ReadSchema())}"),
    ]);

    private static string Describe(OptionsSchema schema) => $"{schema.Summary}: " + string.Join("; ", schema.Properties.Select(property =>
        $"{property.Key} {property.Summary} {property.Required} {property.Default} {property.MachineCount} {property.Tool} "
        + $"{string.Join(',', property.RenamedFrom)} {property.Deprecated} {property.Position} {Describe(property.Schema)}"));

    private static string Describe(ValueSchema schema) =>
        $"{schema.Type} {schema.Minimum} {schema.Maximum} {schema.Pattern} {schema.MinimumLength} {schema.MaximumLength} {schema.MinimumItems} {schema.MaximumItems} "
        + $"{schema.Unique} {schema.Matrix} {schema.Verbatim} {schema.WithinFolder} {string.Join(',', schema.Values)} "
        + $"[{(schema.Items is null ? "" : Describe(schema.Items))}] [{(schema.Record is null ? "" : Describe(schema.Record))}]";

    [Fact]
    public void A_package_from_the_cache_is_the_same_as_from_its_file_and_the_file_is_not_opened()
    {
        var fresh = Describe(ManifestReader.Read(new FileInfo(Music))!);
        Fill(Music);
        HideContent(Music);
        Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(new FileInfo(Music))!));
    }

    [Fact]
    public void Everything_that_a_manifest_can_say_is_in_the_cache()
    {
        var stage = _folder.AddManifest("Stage", """
            {"package":"Stage","version":"1.0.0","sdk":"0.1.0","exports":["Stage.Contracts","Stage.Props"],"kinds":[{"name":"prop","type":"Stage.IProp"}],"plugins":[
            {"kind":"prop","name":"sword","type":"S","factory":"F","options":"O","author":"a","description":"d","capabilities":["c"],"deprecated":"use 'foil'",
             "extends":"run","contract":{"assembly":"Elsewhere","version":"1.2.0-rc.1"},"tools":[{"program":"p"}],"requires":[{"kind":"k","name":"n"}]}]}
            """, schemas: ("O", """
            {"properties":[{"key":"k","summary":"s","renamed_from":["a","b"],"deprecated":"use 'l'","position":0,"schema":{"type":"string"}},{"key":"l","schema":{"type":"string"}}]}
            """));
        var fresh = Describe(ManifestReader.Read(new FileInfo(stage))!);
        Fill(stage);
        HideContent(stage);
        Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(new FileInfo(stage))!));
        foreach (var part in (string[])["Stage.Contracts,Stage.Props", "1.2.0-rc.1", "run use 'foil'", "a,b use 'l' 0"])
            Assert.Contains(part, fresh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_changed_is_read_again()
    {
        Fill(Music);
        HideContent(Music);
        File.SetLastWriteTimeUtc(Music, File.GetLastWriteTimeUtc(Music).AddSeconds(1));
        Assert.Throws<FormatException>(() => CatalogCache.Load(CachePath).Find(new FileInfo(Music)));
    }

    [Fact]
    public void That_a_file_has_no_manifest_is_remembered_too()
    {
        var none = _folder.Add("None", File.ReadAllBytes(typeof(PluginCatalog).Assembly.Location));
        Fill(none);
        HideContent(none);
        Assert.Null(CatalogCache.Load(CachePath).Find(new FileInfo(none)));
    }

    [Fact]
    public void A_file_that_is_gone_is_forgotten()
    {
        Fill(Music);
        File.Delete(Music);
        Assert.ThrowsAny<IOException>(() => CatalogCache.Load(CachePath).Find(new FileInfo(Music)));
    }

    [Fact]
    public void A_cache_that_ends_too_early_counts_as_none()
    {
        var fresh = Describe(ManifestReader.Read(new FileInfo(Music))!);
        Fill(Music);
        var whole = File.ReadAllBytes(CachePath);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(CachePath, whole[..length]);
            Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(new FileInfo(Music))!));
        }
    }

    [Fact]
    public void A_damaged_cache_counts_as_none()
    {
        var fresh = Describe(ManifestReader.Read(new FileInfo(Music))!);
        Fill(Music);
        var whole = File.ReadAllBytes(CachePath);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Where(change => whole[change.Item1] != change.Item2).Sample(
            (position, value) =>
            {
                var damaged = (byte[])whole.Clone();
                damaged[position] = value;
                File.WriteAllBytes(CachePath, damaged);
                Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(new FileInfo(Music))!));
            },
            iter: 500, threads: 1);
    }

    [Fact]
    public void A_damaged_file_of_schemas_counts_as_none()
    {
        var fresh = Describe(ManifestReader.Read(new FileInfo(Music))!);
        Fill(Music);
        var whole = File.ReadAllBytes(SchemasPath);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Bool).Where(change => change.Item3 || whole[change.Item1] != change.Item2).Sample(
            (position, value, cut) =>
            {
                var damaged = (byte[])whole.Clone();
                damaged[position] = value;
                File.WriteAllBytes(SchemasPath, cut ? whole[..position] : damaged);
                Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(new FileInfo(Music))!));
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public void Schemas_of_an_assembly_that_has_changed_are_read_again()
    {
        const string Index = """{"package":"Stage","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"prop","name":"sword","type":"S","factory":"F","options":"O"}]}""";
        var stage = _folder.AddManifest("Stage", Index, schemas: ("O", """{"summary":"old"}"""));
        Fill(stage);
        _folder.AddManifest("Stage", Index, schemas: ("O", """{"summary":"of another size"}"""));
        Assert.Equal("of another size", Assert.Single(CatalogCache.Load(CachePath).Find(new FileInfo(stage))!.Plugins).ReadSchema().Summary);
    }

    [Fact]
    public void A_schema_that_cannot_be_read_takes_no_other_with_it()
    {
        var stage = _folder.AddManifest("Stage", """
            {"package":"Stage","version":"1.0.0","sdk":"0.1.0","plugins":[
            {"kind":"prop","name":"bad","type":"S","factory":"F","options":"B"},{"kind":"prop","name":"sword","type":"S","factory":"F","options":"O"}]}
            """, schemas: [("B", "{"), ("O", """{"summary":"sound"}""")]);
        for (var start = 0; start < 2; start++)
        {
            var cache = CatalogCache.Load(CachePath);
            var plugins = cache.Find(new FileInfo(stage))!.Plugins;
            cache.Save();
            Assert.Equal("sound", plugins[1].ReadSchema().Summary);
            Assert.Contains("the schema of 'B' cannot be read", Assert.Throws<DiagnosticException>(plugins[0].ReadSchema).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_problem()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "cache"), "in the way");
        Fill(Music);
        Assert.NotNull(CatalogCache.Load(CachePath).Find(new FileInfo(Music)));
    }
}
