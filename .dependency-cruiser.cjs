module.exports = { forbidden: [{ name:'x', severity:'error', from:{path:'^src/checkin'}, to:{path:'^src/people'}}], options:{ tsPreCompilationDeps: true, doNotFollow:{path:'node_modules'} } };
