exports.captureStackTrace = () => [];
