using Pipeline.Standalone.CommandLine;

return await PipelineCommandLine.RunAsync(args);
