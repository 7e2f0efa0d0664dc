using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Sites.Tests;

/// <summary>What files do between this computer and every machine.</summary>
public abstract class FileContract : MachineTests
{
    private static readonly string[] OddNames =
        ["plain", "with space", "it's", "say \"hi\"", "ünïcödé", "-leading", "a*b?[c]", "$HOME", "back\\slash", "#hash", "a:b", "~tilde", "per%cent", "a,b=c;d&e|f"];

    [Fact]
    public async Task A_folder_goes_there_and_back_with_names_and_modes()
    {
        var files = WriteFiles("in");
        await Machine.PutAsync(files, "inputs/data set", Token);
        var back = Path.Combine(Folder, "back", "again");
        await Machine.GetAsync("inputs/data set", back, Token);
        foreach (var file in files)
        {
            Assert.Equal(file.RelativePath, await File.ReadAllTextAsync(Path.Combine(MachineFolder, "inputs/data set", file.RelativePath), Token));
            Assert.Equal(file.RelativePath, await File.ReadAllTextAsync(Path.Combine(back, file.RelativePath), Token));
            Assert.Equal(File.GetUnixFileMode(file.LocalPath), File.GetUnixFileMode(Path.Combine(back, file.RelativePath)));
        }

        Assert.Equal(files.Count, Directory.GetFiles(back, "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("it's \"odd\"")]
    [InlineData("-dash")]
    public async Task A_single_file_takes_the_name_that_is_asked_for(string name)
    {
        var local = Write("source", "content");
        await Machine.PutAsync([new InputFile(local, "")], $"files/{name}", Token);
        var back = Path.Combine(Folder, "back", name);
        await Machine.GetAsync($"files/{name}", back, Token);
        Assert.Equal("content", await File.ReadAllTextAsync(back, Token));
    }

    [Fact]
    public async Task A_file_may_have_another_name_there()
    {
        await Machine.PutAsync([new InputFile(Write("here", "content"), "there/renamed")], "files", Token);
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(MachineFolder, "files/there/renamed"), Token));
    }

    [Fact]
    public async Task Existing_files_are_replaced_and_links_in_their_place_are_not_followed()
    {
        var victim = Write("victim", "untouched");
        Directory.CreateDirectory(Path.Combine(MachineFolder, "files"));
        File.CreateSymbolicLink(Path.Combine(MachineFolder, "files/a"), victim);
        await Machine.PutAsync([new InputFile(Write("new", "new"), "a")], "files", Token);
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(MachineFolder, "files/a"), Token));
        Assert.Equal("untouched", await File.ReadAllTextAsync(victim, Token));
        await Machine.GetAsync("files/a", victim, Token);
        Assert.Equal("new", await File.ReadAllTextAsync(victim, Token));
    }

    [Fact]
    public async Task Getting_a_folder_twice_leaves_one_copy()
    {
        await Machine.PutAsync(WriteFiles("in"), "twice", Token);
        var back = Path.Combine(Folder, "back");
        await Machine.GetAsync("twice", back, Token);
        var first = Directory.GetFileSystemEntries(back, "*", SearchOption.AllDirectories).Order().ToList();
        await Machine.GetAsync("twice", back, Token);
        Assert.Equal(first, Directory.GetFileSystemEntries(back, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task Absolute_paths_are_the_machines()
    {
        var target = Path.Combine(Folder, "elsewhere", "file");
        await Machine.PutAsync([new InputFile(Write("source", "content"), "")], target, Token);
        Assert.Equal("content", await File.ReadAllTextAsync(target, Token));
    }

    [Fact]
    public async Task Files_are_copied_from_place_to_place()
    {
        await Machine.PutAsync(WriteFiles("in"), "from", Token);
        await Machine.CopyAsync("from", "to/there", Token);
        await Machine.CopyAsync("from/plain", "to/one", Token);
        Assert.Equal("plain", await File.ReadAllTextAsync(Path.Combine(MachineFolder, "to/there/plain"), Token));
        Assert.Equal("plain", await File.ReadAllTextAsync(Path.Combine(MachineFolder, "to/one"), Token));
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => Machine.GetAsync("not/there", Path.Combine(Folder, "x"), Token));
        Assert.Contains("not/there", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("")]
    public async Task Relative_paths_stay_below_the_machine(string path)
    {
        await Assert.ThrowsAsync<DiagnosticException>(() => Machine.GetAsync(path, Path.Combine(Folder, "x"), Token));
        await Assert.ThrowsAsync<DiagnosticException>(() => Machine.PutAsync([new InputFile(Write("y", ""), "y")], path, Token));
        await Assert.ThrowsAsync<DiagnosticException>(() => Machine.StartAsync(new CommandSpec("p", "true") { WorkingFolder = path }, Token));
    }

    protected string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private List<InputFile> WriteFiles(string folder)
    {
        List<InputFile> files = [];
        foreach (var name in OddNames.Concat(OddNames.Select(name => $"sub {name}/{name}")))
            files.Add(new InputFile(Write($"{folder}/{name}", name), name));
        File.SetUnixFileMode(files[0].LocalPath, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(files[1].LocalPath, (UnixFileMode)0b110_000_000);
        return files;
    }
}
