namespace Foray.EndToEnd.Tests.Jobs;

/// <summary>The example that runs the repository's own tests as a job.</summary>
public sealed class OwnTestsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task The_example_runs_the_repositorys_own_tests_and_makes_a_page_of_them()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(ForayProgram.Root, "artifacts", "bin", "Foray.Storage.Tests", "release", "Foray.Storage.Tests.dll")), "the tests of the example are not built");
        var page = _folder.Of("tests.html");

        var result = await ForayProgram.RunAsync(ForayProgram.Root, "job", "run", "--job", "examples/own-tests/job.yml", "--html", page, "-o", _folder.Of("job-results"));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["PASS", "PASS", "PASS"], _folder.Results().Statuses());
        Assert.Equal(["rules", "ground", "ground"], _folder.Results().Texts("suite"));
        Assert.Contains("Foray.Storage.Tests.dll", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
