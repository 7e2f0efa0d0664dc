using Foray.Stations.Hosting;

namespace Foray.Stations.Tests.Hosting;

public sealed class StationFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("foray-folder-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_its_owner_enters_the_folder_of_a_station(bool isThere)
    {
        var path = Path.Combine(_root.FullName, "stations", "a");
        const UnixFileMode Everybody = (UnixFileMode)0x1FF;
        if (isThere)
            File.SetUnixFileMode(Directory.CreateDirectory(path).FullName, Everybody);
        using var folder = StationFolder.Open(_root.FullName, "a");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }
}
