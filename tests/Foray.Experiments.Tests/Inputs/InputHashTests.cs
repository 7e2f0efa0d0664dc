using Foray.Experiments.Inputs;

namespace Foray.Experiments.Tests.Inputs;

public sealed class InputHashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InputHashTests()
    {
        _folder.Write("experiment.yml", "name: demo");
        _folder.Write("data/a.txt", "one");
        _folder.Write("data/b.txt", "two");
    }

    public void Dispose() => _folder.Dispose();

    private string Hash(string? input = "data") => new InputListing(new ExperimentPaths(_folder.At("experiment.yml"))).Hash(input);

    [Fact]
    public void It_stays_while_nothing_changes_that_matters()
    {
        var before = Hash();
        File.SetLastWriteTimeUtc(_folder.At("data/a.txt"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _folder.Write("experiment.yml", "name: other");
        _folder.Write("elsewhere.txt", "new");
        _folder.Write("data/secrets/token", "secret");
        Directory.CreateDirectory(_folder.At("data/empty"));
        File.Delete(_folder.At("data/b.txt"));
        _folder.Write("data/b.txt", "two");
        Assert.Equal(before, Hash());
    }

    [Fact]
    public void It_is_the_same_wherever_the_folder_lies()
    {
        var before = Hash();
        Directory.Move(_folder.At("data"), _folder.At("moved"));
        Assert.Equal(before, Hash("moved"));
    }

    [Fact]
    public void It_changes_with_every_content_name_mode_and_number_of_files()
    {
        var hashes = new HashSet<string> { Hash() };
        Assert.True(hashes.Add(After(() => _folder.Write("data/a.txt", "other"))));
        Assert.True(hashes.Add(After(() => File.Move(_folder.At("data/a.txt"), _folder.At("data/c.txt")))));
        Assert.True(hashes.Add(After(() => File.SetUnixFileMode(_folder.At("data/b.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute))));
        Assert.True(hashes.Add(After(() => _folder.Write("data/d.txt"))));
        Assert.True(hashes.Add(After(() => File.Delete(_folder.At("data/b.txt")))));

        string After(Action change)
        {
            change();
            return Hash();
        }
    }

    [Fact]
    public void Swapping_the_contents_of_two_files_changes_it()
    {
        var before = Hash();
        _folder.Write("data/a.txt", "two");
        _folder.Write("data/b.txt", "one");
        Assert.NotEqual(before, Hash());
    }
}
