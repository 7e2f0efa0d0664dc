using Foray.Experiments.Running;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Running;

public sealed class LatestLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ExperimentPaths Paths => new(_folder.At("experiment.yml"));

    public void Dispose() => _folder.Dispose();

    private void AssertRefused() =>
        Assert.Equal(ExperimentCodes.InTheWay, Assert.Throws<DiagnosticException>(() => LatestLink.PointTo(Paths, "2")).Diagnostics[0].Code);

    [Fact]
    public void It_leads_to_the_newest_run_and_stays_valid_when_the_folder_moves()
    {
        _folder.Write("output/runs/1/tally.txt", "first");
        _folder.Write("output/runs/2/tally.txt", "second");
        LatestLink.PointTo(Paths, "1");
        Assert.Equal("first", File.ReadAllText(_folder.At("output/latest/tally.txt")));
        LatestLink.PointTo(Paths, "2");
        Directory.Move(_folder.At("output"), _folder.At("moved"));
        Assert.Equal("second", File.ReadAllText(_folder.At("moved/latest/tally.txt")));
    }

    [Fact]
    public void A_link_to_a_run_that_is_gone_is_replaced()
    {
        Directory.CreateDirectory(Paths.Runs);
        LatestLink.PointTo(Paths, "gone");
        LatestLink.PointTo(Paths, "2");
        Assert.Equal("runs/2", new FileInfo(Paths.Latest).LinkTarget);
    }

    [Fact]
    public void Somebody_elses_file_is_never_replaced()
    {
        _folder.Write("output/latest", "mine");
        AssertRefused();
        Assert.Equal("mine", File.ReadAllText(Paths.Latest));
    }

    [Fact]
    public void Somebody_elses_folder_is_never_replaced()
    {
        _folder.Write("output/latest/thesis.txt", "mine");
        AssertRefused();
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Paths.Latest, "thesis.txt")));
    }

    [Fact]
    public async Task It_is_looked_at_before_anything_is_brought_up()
    {
        using var lab = new Lab(Lab.Simple);
        lab.Folder.Write("output/latest", "mine");
        Assert.Contains((await lab.RunAsync()).Diagnostics, diagnostic => diagnostic.Code == ExperimentCodes.InTheWay);
        Assert.Empty(lab.Told);
    }
}
