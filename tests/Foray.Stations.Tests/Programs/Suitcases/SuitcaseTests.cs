using System.Globalization;
using CsCheck;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Tests.Programs.Suitcases;

public sealed class SuitcaseTests
{
    private static readonly Gen<string> Path = Gen.OneOf("a", "b", "c").Array[0, 3].Select(names => "/" + string.Join('/', names));

    private readonly Suitcase _suitcase = new(new SuitcaseLimits(Bytes: 10, Entries: 5, Depth: 3));

    [Fact]
    public void It_does_what_a_table_of_paths_does() =>
        Gen.Select(Gen.Int[0, 8], Path, Path, Gen.Byte.Array[0, 3]).Array[0, 60].Sample(steps =>
        {
            var (suitcase, model) = (new Suitcase(new SuitcaseLimits()), new SuitcaseModel());
            foreach (var (operation, path, other, data) in steps)
            {
                Assert.Equal(Outcome(() => Do(model, operation, path, other, data)), Outcome(() => Do(suitcase, operation, path, other, data)));
                Assert.Equal((model.Size, model.Count), (suitcase.Size, suitcase.Count));
            }

            Assert.Equal(model.Dump(), Dump(suitcase));
            Assert.Equal(model.Dump(), Dump(SuitcaseArchive.Read(SuitcaseArchive.Write(suitcase), new SuitcaseLimits())));
        });

    [Fact]
    public void A_limit_is_never_passed_and_what_does_not_fit_changes_nothing() =>
        Gen.Select(Gen.Int[0, 8], Path, Path, Gen.Byte.Array[0, 6]).Array[0, 60].Sample(steps =>
        {
            var limits = new SuitcaseLimits(Bytes: 9, Entries: 4, Depth: 2);
            var suitcase = new Suitcase(limits);
            foreach (var (operation, path, other, data) in steps)
            {
                var before = Dump(suitcase);
                if (Outcome(() => Do(suitcase, operation, path, other, data)).StartsWith('!'))
                    Assert.Equal(before, Dump(suitcase));
                Assert.True(suitcase.Size <= limits.Bytes && suitcase.Count <= limits.Entries);
                Assert.True(suitcase.Walk().All(entry => entry.Path.Count(letter => letter == '/') <= limits.Depth));
                Assert.Equal(suitcase.Size, suitcase.Walk().Sum(entry => entry.Node is SuitcaseFile file ? file.Length : 0));
            }
        });

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("/a/")]
    [InlineData("//a")]
    [InlineData("/.")]
    [InlineData("/a/../b")]
    [InlineData("/a\0")]
    public void A_path_that_is_not_normalized_or_no_name_is_refused(string path)
    {
        Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.MakeFolder(path)));
        Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.Stat(path)));
    }

    [Fact]
    public void Half_a_character_is_no_name() => Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.MakeFolder("/" + '\ud800')));

    [Fact]
    public void Names_have_255_bytes_at_most()
    {
        _suitcase.MakeFolder("/" + new string('ü', 127));
        Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.MakeFolder("/" + new string('ü', 128))));
    }

    [Fact]
    public void A_file_that_does_not_fit_is_no_space()
    {
        _suitcase.Write("/a", new byte[6], append: false);
        Assert.Equal(BastionError.NoSpace, TypeOf(() => _suitcase.Write("/b", new byte[5], append: false)));
        Assert.Equal(BastionError.NoSpace, TypeOf(() => _suitcase.Write("/a", new byte[5], append: true)));
        _suitcase.Write("/a", new byte[10], append: false);
        Assert.Equal(10, _suitcase.Size);
        Assert.Null(_suitcase.Stat("/b"));
    }

    [Fact]
    public void An_entry_too_many_is_no_space_and_a_name_too_deep_a_bad_path()
    {
        _suitcase.MakeFolder("/a");
        _suitcase.MakeFolder("/a/b");
        _suitcase.MakeFolder("/a/b/c");
        Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.MakeFolder("/a/b/c/d")));
        _suitcase.MakeFolder("/d");
        Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.Rename("/a", "/d/a")));
        _suitcase.Write("/e", [], append: false);
        Assert.Equal(BastionError.NoSpace, TypeOf(() => _suitcase.Write("/f", [], append: false)));
        _suitcase.Write("/e", [1], append: true);
    }

    [Fact]
    public void A_folder_cannot_be_moved_into_itself()
    {
        _suitcase.MakeFolder("/a");
        Assert.Equal(BastionError.BadPath, TypeOf(() => _suitcase.Rename("/a", "/a/b")));
    }

    private static string Do(SuitcaseModel model, int operation, string path, string other, byte[] data) => operation switch
    {
        0 => model.Read(path),
        1 => model.Write(path, data, append: false),
        2 => model.Write(path, data, append: true),
        3 => model.List(path),
        4 => model.MakeFolder(path),
        5 => model.RemoveFolder(path),
        6 => model.Remove(path),
        7 => model.Rename(path, other),
        _ => model.Stat(path),
    };

    private static string Do(Suitcase suitcase, int operation, string path, string other, byte[] data)
    {
        switch (operation)
        {
            case 0:
                return SuitcaseModel.Text(suitcase.Read(path));
            case 1 or 2:
                suitcase.Write(path, data, append: operation == 2);
                break;
            case 3:
                return string.Join(' ', suitcase.List(path));
            case 4:
                suitcase.MakeFolder(path);
                break;
            case 5:
                suitcase.RemoveFolder(path);
                break;
            case 6:
                suitcase.Remove(path);
                break;
            case 7:
                suitcase.Rename(path, other);
                break;
            default:
                return suitcase.Stat(path) is { } entry ? string.Create(CultureInfo.InvariantCulture, $"{(entry.IsFolder ? "folder" : "file")} {entry.Size}") : "nothing";
        }

        return "";
    }

    internal static string Dump(Suitcase suitcase) =>
        string.Join('\n', suitcase.Walk().Select(entry => $"{entry.Path} {(entry.Node is SuitcaseFile file ? SuitcaseModel.Text(file.Content) : "folder")}"));

    private static string Outcome(Func<string> act)
    {
        try
        {
            return act();
        }
        catch (BastionException exception)
        {
            return "!" + exception.Error.Type;
        }
    }

    private static string TypeOf(Action act) => Assert.Throws<BastionException>(act).Error.Type;
}
