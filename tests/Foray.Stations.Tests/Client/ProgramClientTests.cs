using Foray.Sdk.Diagnostics;
using Foray.Stations.Client;

namespace Foray.Stations.Tests.Client;

public sealed class ProgramClientTests
{
    [Theory]
    [InlineData("", "'' cannot be read: there is no such file")]
    [InlineData("/no/such/kp.py", "'/no/such/kp.py' cannot be read: there is no such file")]
    [InlineData("/", "'/' cannot be read: it is a folder")]
    public async Task A_file_that_cannot_be_read_is_told_with_the_reason(string main, string message) =>
        Assert.Equal(("FORAY250", message), await ProblemAsync(new ProgramSubmission(main)));

    [Fact]
    public async Task Two_files_of_one_name_are_refused()
    {
        using var file = new TemporaryFile();
        Assert.Equal(("FORAY248", $"the program is not taken: two of its files are named '{Path.GetFileName(file.Path)}'"), await ProblemAsync(new ProgramSubmission(file.Path) { Modules = [file.Path] }));
    }

    private static async Task<(string Code, string Message)> ProblemAsync(ProgramSubmission submission)
    {
        using var client = new StationClient(new Uri("http://127.0.0.1:1"));
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => client.Programs.SubmitAsync(submission, TestContext.Current.CancellationToken));
        return (problem.Diagnostics[0].Code, problem.Diagnostics[0].Message);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
