using Foray.Experiments.Inputs;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Inputs;

public sealed class InputListingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InputListingTests() => _folder.Write("experiment.yml", "name: demo");

    public void Dispose() => _folder.Dispose();

    private InputListing Listing => new(new ExperimentPaths(_folder.At("experiment.yml")));

    private IEnumerable<string> Names(string? input = null) => Listing.List(input).Select(file => file.RelativePath);

    private void AssertExcluded(string input)
    {
        var refusal = Assert.Throws<DiagnosticException>(() => Listing.List(input)).Diagnostics[0];
        Assert.Equal(ExperimentCodes.ExcludedInput, refusal.Code);
        Assert.Contains($"'{input}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_a_folder_are_listed_in_order()
    {
        _folder.Write("data/b.txt");
        _folder.Write("data/sub/c.txt");
        _folder.Write("data/a.txt");
        Assert.Equal(["a.txt", "b.txt", "sub/c.txt"], Names("data"));
        Assert.Equal(["a.txt", "b.txt", "sub/c.txt"], Names("data/"));
        Assert.Equal(_folder.At("data/sub/c.txt"), Listing.List("data")[2].LocalPath);
        Assert.Equal(["data/a.txt", "data/b.txt", "data/sub/c.txt"], Names());
        Assert.Equal(Names(), Names("."));
    }

    [Fact]
    public void A_single_file_has_no_path_below_itself() =>
        Assert.Equal((_folder.Write("data.csv"), ""), Listing.List("data.csv").Single() is var file ? (file.LocalPath, file.RelativePath) : default);

    [Theory]
    [InlineData("secrets/token")]
    [InlineData("sub/secrets/deep/token")]
    [InlineData(".env")]
    [InlineData("sub/.env.production")]
    [InlineData("server.pem")]
    [InlineData("sub/server.key")]
    [InlineData("id_ed25519")]
    [InlineData(".ssh/config")]
    [InlineData(".netrc")]
    [InlineData(".git/config")]
    public void A_secret_is_never_listed_and_refused_where_it_is_named(string path)
    {
        _folder.Write("plain.txt");
        _folder.Write(path);
        Assert.Equal(["plain.txt"], Names());
        AssertExcluded(path);
    }

    [Theory]
    [InlineData("secrets")]
    [InlineData("secrets/")]
    [InlineData("sub/secrets")]
    [InlineData(".ssh")]
    public void A_folder_of_secrets_is_refused_where_it_is_named(string path)
    {
        _folder.Write($"{path}/token");
        AssertExcluded(path);
    }

    [Fact]
    public void A_folder_in_one_of_secrets_is_refused_too()
    {
        _folder.Write("secrets/deep/token");
        AssertExcluded("secrets/deep");
    }

    [Fact]
    public void No_exception_in_the_users_file_brings_a_secret_back()
    {
        _folder.Write(".forayignore", "!secrets/\n!secrets/token\n!.env\n!*.pem\n!**\n");
        _folder.Write("secrets/token");
        _folder.Write(".env");
        _folder.Write("server.pem");
        _folder.Write("plain.txt");
        Assert.Equal(["plain.txt"], Names());
        AssertExcluded("secrets/token");
        AssertExcluded(".env");
    }

    [Fact]
    public void The_users_file_excludes_as_git_would()
    {
        _folder.Write(".forayignore", "# comment\n*.log\n!keep.log\n/only-here.txt\nbuild/\n**/cache\n");
        foreach (var path in new[] { "a.log", "keep.log", "only-here.txt", "sub/only-here.txt", "sub/b.log", "build/x", "sub/build/y", "sub/cache/z", "src/build.txt" })
            _folder.Write(path);
        Assert.Equal(["keep.log", "src/build.txt", "sub/only-here.txt"], Names());
        AssertExcluded("a.log");
        AssertExcluded("build");
    }

    [Fact]
    public void The_output_folder_and_the_experiment_file_are_no_inputs()
    {
        _folder.Write("output/runs/1/results.json");
        _folder.Write("outputs.txt");
        Assert.Equal(["outputs.txt"], Names());
        AssertExcluded("output");
        AssertExcluded("output/runs");
        AssertExcluded("experiment.yml");
        var elsewhere = new InputListing(new ExperimentPaths(_folder.At("experiment.yml"), _folder.At("results")));
        _folder.Write("results/runs/1/results.json");
        Assert.DoesNotContain(elsewhere.List(null), file => file.RelativePath.StartsWith("results", StringComparison.Ordinal));
    }

    [Fact]
    public void An_input_elsewhere_keeps_its_secrets_too()
    {
        using var shared = new TemporaryFolder();
        shared.Write("plain.txt");
        shared.Write("secrets/token");
        shared.Write("sub/.env");
        Assert.Equal(["plain.txt"], Names(shared.Path));
        AssertExcluded(shared.At("secrets"));
        AssertExcluded(shared.At("sub/.env"));
    }

    [Fact]
    public void A_file_in_a_folder_of_secrets_elsewhere_is_refused()
    {
        using var shared = new TemporaryFolder();
        AssertExcluded(shared.Write("secrets/token"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("data/missing.txt")]
    public void An_input_that_is_not_there_is_a_diagnostic(string input) =>
        Assert.Equal(ExperimentCodes.UnreadableInput, Assert.Throws<DiagnosticException>(() => Listing.List(input)).Diagnostics[0].Code);
}
