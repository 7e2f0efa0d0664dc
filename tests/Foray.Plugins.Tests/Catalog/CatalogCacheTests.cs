using CsCheck;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;

namespace Foray.Plugins.Tests.Catalog;

public sealed class CatalogCacheTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);

    private string CachePath => Path.Combine(_folder.Path, "cache", "catalog");

    private string Music => _folder.AssemblyOf(Fixture.Music);

    public void Dispose() => _folder.Dispose();

    private void Fill(params IEnumerable<string> assemblies)
    {
        var cache = CatalogCache.Load(CachePath);
        foreach (var assembly in assemblies)
            cache.Find(assembly);
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
        .. package.Kinds.Select(kind => $"{kind}"),
        .. package.Plugins.Select(plugin =>
            $"{plugin.Kind} {plugin.Name} {plugin.Type} {plugin.Factory} {plugin.Options} {plugin.Description} {plugin.Author} "
            + $"{string.Join(',', plugin.Capabilities)} {string.Join(',', plugin.Requires)} {string.Join(',', plugin.Tools)} {Describe(plugin.ReadSchema())}"),
    ]);

    private static string Describe(OptionsSchema schema) => $"{schema.Summary}: " + string.Join("; ", schema.Properties.Select(property =>
        $"{property.Key} {property.Summary} {property.Required} {property.Default} {property.MachineCount} {property.Tool} {Describe(property.Schema)}"));

    private static string Describe(ValueSchema schema) =>
        $"{schema.Type} {schema.Minimum} {schema.Maximum} {schema.Pattern} {schema.MinimumLength} {schema.MaximumLength} {schema.MinimumItems} {schema.MaximumItems} "
        + $"{schema.Unique} {schema.Matrix} {schema.Verbatim} {schema.WithinFolder} {string.Join(',', schema.Values)} "
        + $"[{(schema.Items is null ? "" : Describe(schema.Items))}] [{(schema.Record is null ? "" : Describe(schema.Record))}]";

    [Fact]
    public void A_package_from_the_cache_is_the_same_as_from_its_file_and_the_file_is_not_opened()
    {
        var fresh = Describe(ManifestReader.Read(Music)!);
        Fill(Music);
        HideContent(Music);
        Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(Music)!));
    }

    [Fact]
    public void A_file_that_has_changed_is_read_again()
    {
        Fill(Music);
        HideContent(Music);
        File.SetLastWriteTimeUtc(Music, File.GetLastWriteTimeUtc(Music).AddSeconds(1));
        Assert.Throws<FormatException>(() => CatalogCache.Load(CachePath).Find(Music));
    }

    [Fact]
    public void That_a_file_has_no_manifest_is_remembered_too()
    {
        var none = _folder.Add("None", File.ReadAllBytes(typeof(PluginCatalog).Assembly.Location));
        Fill(none);
        HideContent(none);
        Assert.Null(CatalogCache.Load(CachePath).Find(none));
    }

    [Fact]
    public void A_file_that_is_gone_is_forgotten()
    {
        Fill(Music);
        File.Delete(Music);
        Assert.ThrowsAny<IOException>(() => CatalogCache.Load(CachePath).Find(Music));
    }

    [Fact]
    public void A_cache_that_ends_too_early_counts_as_none()
    {
        var fresh = Describe(ManifestReader.Read(Music)!);
        Fill(Music);
        var whole = File.ReadAllBytes(CachePath);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(CachePath, whole[..length]);
            Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(Music)!));
        }
    }

    [Fact]
    public void A_damaged_cache_counts_as_none()
    {
        var fresh = Describe(ManifestReader.Read(Music)!);
        Fill(Music);
        var whole = File.ReadAllBytes(CachePath);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Where(change => whole[change.Item1] != change.Item2).Sample(
            (position, value) =>
            {
                var damaged = (byte[])whole.Clone();
                damaged[position] = value;
                File.WriteAllBytes(CachePath, damaged);
                Assert.Equal(fresh, Describe(CatalogCache.Load(CachePath).Find(Music)!));
            },
            iter: 500, threads: 1);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_problem()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "cache"), "in the way");
        Fill(Music);
        Assert.NotNull(CatalogCache.Load(CachePath).Find(Music));
    }
}
