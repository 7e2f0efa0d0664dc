using System.Diagnostics;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;

namespace Foray.Plugins.Tests.Catalog;

public sealed class SpecialFileTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipe")]
    [InlineData("/dev/stdin")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public void What_is_no_regular_file_is_left_out_and_nobody_waits_for_it(string what)
    {
        var assembly = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "Strange")).FullName, "Strange.dll");
        if (what == "pipe")
        {
            using var made = Process.Start("mkfifo", [assembly]);
            made.WaitForExit();
        }
        else
        {
            File.CreateSymbolicLink(assembly, what);
        }

        var catalog = CatalogBuilder.Find(CatalogPlaces.None with { Folders = [_folder.Path] }, new PluginSettings());

        Assert.Equal([Fixture.Music], catalog.Packages.Select(package => package.Name));
        Assert.Equal(PluginCodes.BadPackage, Assert.Single(catalog.Diagnostics).Code);
    }
}
