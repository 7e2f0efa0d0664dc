using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Programs.Submitting;

/// <summary>Takes programs from submitters.</summary>
internal sealed class Submissions(IStations stations, StationRuntimes runtimes, ProgramLife life, Families families)
{
    private const int LongestName = 255;

    /// <summary>Takes a program. When this returns it has begun, and outlives this process.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="DiagnosticException">It is not in order (FORAY248), no runtime runs it, or its station does not take it.</exception>
    public async Task<string> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        var program = SnapshotOf(submission);
        var station = submission.Station ?? stations.Own;
        await families.RegisterAsync(program, station, cancellationToken);
        try
        {
            await life.BeginAsync(program, station, cancellationToken);
        }
        catch
        {
            await families.WithdrawAsync(program.Id);
            throw;
        }

        return program.Id;
    }

    private ProgramSnapshot SnapshotOf(Submission submission)
    {
        if (!submission.Modules.ContainsKey(submission.Main))
            throw SubmissionJson.Bad($"its main file '{submission.Main}' is not among its files");
        foreach (var name in submission.Modules.Keys.Where(name => !IsFileName(name)))
            throw SubmissionJson.Bad($"'{name}' is no name of a file");
        var id = ProgramId.New();
        return new ProgramSnapshot
        {
            Id = id,
            Family = id,
            ReportingStation = stations.Own,
            Epoch = 1,
            Package = new ProgramPackage(runtimes.ForFile(submission.Main), submission.Main, submission.Modules, submission.Arguments),
            Suitcase = Repack(submission),
            Limits = submission.Limits,
        };
    }

    /// <summary>The suitcase as this program writes it: what came from outside is read first.</summary>
    private static byte[] Repack(Submission submission) => submission.Suitcase.Length == 0
        ? []
        : SuitcaseArchive.Write(SuitcaseArchive.Read(submission.Suitcase, new SuitcaseLimits { Bytes = submission.Limits.Suitcase }));

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= LongestName && name.Split('/').All(part => part is not ("" or "." or "..")) && !name.Any(char.IsControl);
}
