using Foray.Stations.Programs;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Reporting;

public sealed class ReporterTests : IAsyncLifetime
{
    private Reported _reported = null!;
    private Reporter _reporter = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _reported = await Reported.OpenAsync();
        _reporter = new Reporter(new Lazy<ProgramLife>(() => throw new NotSupportedException("nothing ends here")), _reported.Mailbox, _reported.Postman, _reported.Time, _ => { });
    }

    public ValueTask DisposeAsync() => _reported.DisposeAsync();

    [Fact]
    public async Task What_is_printed_together_travels_together_stream_by_stream_and_before_what_follows()
    {
        var program = Reported.Program(ProgramId.New());
        foreach (var (text, isError) in new[] { ("a", false), ("b", false), ("c", true), ("d", false) })
            Print(program, text, isError);
        await _reporter.LeftAsync(program, Reported.Away);
        Assert.Equal(["ab", "c", "d", "Moved"], await WordsAsync());
    }

    [Fact]
    public async Task A_program_that_leaves_while_its_output_is_kept_leaves_after_it()
    {
        for (var round = 0; round < 50; round++)
        {
            var program = Reported.Program(ProgramId.New());
            for (var part = 0; part < 4; part++)
                Print(program, "x", part % 2 == 1);
            // The gathering ends at the same moment as the program leaves.
            var gathered = Task.Run(() => _reported.Time.Advance(TimeSpan.FromMilliseconds(50)), Token);
            await _reporter.LeftAsync(program, Reported.Away);
            await gathered;
            Assert.Equal(["x", "x", "x", "x", "Moved"], await WordsAsync());
            await _reported.Mailbox.RemoveAsync(Reported.Home, long.MaxValue, Token);
        }
    }

    [Fact]
    public async Task What_is_still_gathered_is_kept_when_it_stops()
    {
        Print(Reported.Program(ProgramId.New()), "last words", isError: false);
        await _reporter.DisposeAsync();
        Assert.Equal(["last words"], await WordsAsync());
    }

    private void Print(ProgramSnapshot program, string text, bool isError) =>
        ((IProgramObserver)_reporter).Printed(new ProgramOutput(program.Id, program.Family, Reported.Home, isError, text));

    private async Task<IReadOnlyList<string>> WordsAsync() =>
        [.. (await _reported.Mailbox.ReadAsync(Reported.Home, Token)).Select(letter => (string?)letter.Event.Content["text"] ?? letter.Event.Kind.ToString())];
}
