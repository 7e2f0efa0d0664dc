using System.Security.Cryptography;
using CsCheck;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Catalog;

public sealed class BadPackageTests : IDisposable
{
    private const string Bad = "A.Bad";

    private readonly PackageFolder _folder = new(Fixture.Music);

    public void Dispose() => _folder.Dispose();

    /// <summary>The one complaint, after making sure that the other package works all the same.</summary>
    private Diagnostic Complaint()
    {
        var catalog = _folder.Catalog();
        Assert.Equal(Fixture.Music, Assert.Single(catalog.Packages).Name);
        Assert.Equal("notes.txt", new Host().Loader.Create<Sdk.Results.IResultWriter>(catalog.Find("result", "notes", out _)!, Host.Options()).FileName);
        var complaint = Assert.Single(catalog.Diagnostics);
        Assert.Equal(Severity.Error, complaint.Severity); // its file was named
        Assert.All(Find(_folder.Path).Diagnostics, problem => Assert.Equal((complaint.Code, Severity.Warning), (problem.Code, problem.Severity)));
        Assert.Contains(Bad, complaint.Message, StringComparison.Ordinal);
        Assert.NotNull(complaint.Remedy);
        return complaint;
    }

    private static PluginCatalog Find(string folder) => CatalogBuilder.Find(CatalogPlaces.None with { UserFolder = folder }, new PluginSettings());

    [Fact]
    public void A_named_file_that_is_missing_or_no_package_is_an_error_that_names_it()
    {
        string[] files = [Path.Combine(_folder.Path, "Absent.dll"), typeof(BadPackageTests).Assembly.Location];
        var catalog = CatalogBuilder.FromAssemblies(files, new PluginSettings());
        Assert.Empty(catalog.Packages);
        Assert.Equal(files.Length, catalog.Diagnostics.Count);
        Assert.All(catalog.Diagnostics.Zip(files), pair =>
        {
            Assert.Equal((PluginCodes.BadPackage, Severity.Error), (pair.First.Code, pair.First.Severity));
            Assert.Contains(pair.Second, pair.First.Message, StringComparison.Ordinal);
        });
    }

    public static TheoryData<string, byte[]> Rubbish => new()
    {
        { "nothing", [] },
        { "text", "This is not an assembly.\n"u8.ToArray() },
        { "random bytes", RandomNumberGenerator.GetBytes(4096) },
        { "the start of an executable", "MZ"u8.ToArray() },
        { "an ELF executable", File.ReadAllBytes(Environment.ProcessPath!)[..4096] },
        { "a truncated assembly", File.ReadAllBytes(typeof(CatalogBuilder).Assembly.Location)[..2000] },
        { "an assembly without its end", File.ReadAllBytes(typeof(CatalogBuilder).Assembly.Location)[..^8000] },
    };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void A_file_that_is_no_assembly_is_left_out_and_named(string what, byte[] content)
    {
        _folder.Add(Bad, content);
        Assert.True(Complaint().Code == PluginCodes.BadPackage, what);
    }

    [Fact]
    public void An_executable_that_is_not_for_dotnet_is_left_out_and_named()
    {
        _folder.Add(Bad, NativeExecutable());
        Assert.Contains("not a .NET assembly", Complaint().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_assembly_is_left_out_and_named()
    {
        Directory.CreateDirectory(_folder.AssemblyOf(Bad));
        Assert.Equal(PluginCodes.BadPackage, Complaint().Code);
    }

    [Fact]
    public void A_manifest_of_a_newer_format_is_left_out_and_named()
    {
        _folder.AddManifest(Bad, "{\"shape\":\"unheard of\"}", format: 2);
        var complaint = Complaint();
        Assert.Equal(PluginCodes.BadPackage, complaint.Code);
        Assert.Contains("format 2", complaint.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"package\":")]
    [InlineData("{}")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0"}""")]
    [InlineData("""{"package":1,"version":"1.0.0","sdk":"0.1.0"}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":{}}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"result"}]}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":[7]}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","exports":"A.Contracts"}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","exports":[null]}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"k","name":"n","type":"T","factory":"F","contract":"A.Contracts"}]}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"k","name":"n","type":"T","factory":"F","contract":{"assembly":"A"}}]}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"k","name":"n","type":"T","factory":"F","extends":7}]}""")]
    [InlineData("""{"package":"A.Bad","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"k","name":"n","type":"T","factory":"F","deprecated":true}]}""")]
    public void A_manifest_that_does_not_keep_its_format_is_left_out_and_named(string index)
    {
        _folder.AddManifest(Bad, index);
        Assert.Equal(PluginCodes.BadPackage, Complaint().Code);
    }

    [Theory]
    [InlineData("0.3.0")]
    [InlineData("0.2.1")]
    [InlineData("1.0.0")]
    [InlineData("0.3.0-preview.1")]
    [InlineData("soon")]
    public void A_package_for_another_Sdk_is_left_out_and_told_both_versions(string sdk)
    {
        _folder.AddManifest(Bad, $$"""{"package":"A.Bad","version":"1.0.0","sdk":"{{sdk}}"}""");
        var complaint = Complaint();
        Assert.Equal(PluginCodes.NewerSdk, complaint.Code);
        Assert.Contains($"Sdk {sdk}", complaint.Message, StringComparison.Ordinal);
        Assert.Contains(CatalogBuilder.SdkVersion.ToString(3), complaint.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2.0")]
    [InlineData("0.2.0-preview.3")]
    [InlineData("0.1.0")]
    [InlineData("0.0.9")]
    public void A_package_for_this_Sdk_or_an_older_one_is_taken(string sdk)
    {
        _folder.AddManifest(Bad, $$$"""{"package":"A.Bad","version":"1.0.0","sdk":"{{{sdk}}}","novelty":{"unknown":[1]}}""");
        Assert.Contains(_folder.Catalog().Packages, package => package.Name == Bad);
    }

    [Fact]
    public void A_damaged_assembly_never_takes_the_others_with_it()
    {
        var sound = File.ReadAllBytes(_folder.AssemblyOf(Fixture.Music));
        var damage = Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte).Array[1, 40];
        damage.Sample(
            changes =>
            {
                var content = (byte[])sound.Clone();
                foreach (var (position, value) in changes)
                    content[position] = value;
                using var folder = new PackageFolder();
                var path = folder.Add(Bad, content);
                var catalog = CatalogBuilder.FromAssemblies([path, _folder.AssemblyOf(Fixture.Music)], new PluginSettings());
                Assert.Contains(catalog.Packages, package => package.Name == Fixture.Music);
            },
            iter: 2000);
    }

    /// <summary>A PE file of headers alone, without a .NET header.</summary>
    private static byte[] NativeExecutable()
    {
        var headers = new System.Reflection.PortableExecutable.PEHeaderBuilder();
        var builder = new NativeBuilder(headers);
        var content = new System.Reflection.Metadata.BlobBuilder();
        builder.Serialize(content);
        return content.ToArray();
    }

    private sealed class NativeBuilder(System.Reflection.PortableExecutable.PEHeaderBuilder header)
        : System.Reflection.PortableExecutable.PEBuilder(header, deterministicIdProvider: null)
    {
        protected override System.Collections.Immutable.ImmutableArray<Section> CreateSections() =>
            [new Section(".text", System.Reflection.PortableExecutable.SectionCharacteristics.ContainsCode)];

        protected override System.Reflection.Metadata.BlobBuilder SerializeSection(string name, System.Reflection.PortableExecutable.SectionLocation location)
        {
            var section = new System.Reflection.Metadata.BlobBuilder();
            section.WriteBytes(0xC3, 16);
            return section;
        }

        protected override System.Reflection.PortableExecutable.PEDirectoriesBuilder GetDirectories() => new();
    }
}
