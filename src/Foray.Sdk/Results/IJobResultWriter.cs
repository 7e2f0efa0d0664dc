using Foray.Sdk.Jobs;

namespace Foray.Sdk.Results;

/// <summary>A format of results that has a form for jobs too.</summary>
public interface IJobResultWriter : IResultWriter
{
    /// <summary>
    /// Writes the results of a job that has ended; the host puts a file in place when all of it is written. Files of tests lie below <see cref="JobStart.Folder"/> and may be gone,
    /// huge, or hold any bytes.
    /// </summary>
    Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken);

    /// <summary>True where results are written while the job runs, so that a job that dies leaves them. Default: false, they are written at the end.</summary>
    bool IsLive => false;

    /// <summary>Begins results that are written while the job runs. Default: null, there are none.</summary>
    /// <param name="job">The job.</param>
    /// <param name="target">Where to; stays the host's. What is written to it may be read at once.</param>
    ILiveResults? Begin(JobStart job, Stream target) => null;
}
