package import OnCallRoster

extension RingPlan {
    /// The instruction with which a step begins.
    ///
    /// - Parameter callerID: The hotline's own number that was dialled.
    package func dial(_ began: CallRecord.StepBegan, callerID: PhoneNumber?) -> Dial {
        let targets = zip(began.legs, began.rung).compactMap { leg, place in
            self[place].map { dialTarget($0, leg: leg) }
        }
        return Dial(
            step: began.step,
            round: steps.indices.contains(began.index) ? steps[began.index].round : 1,
            ringSeconds: began.ringSeconds, confirmSeconds: CallRouter.confirmSeconds,
            maxWaitSeconds: began.maxWaitSeconds, callerID: callerID, targets: targets,
            otherwise: otherwise.value, announce: began.step == 1 ? waiting : nil,
            offer: offer)
    }

    private func dialTarget(_ target: Target, leg: LegID) -> Dial.Target {
        let voice = target.voice.flatMap { voices.indices.contains($0) ? voices[$0] : nil }
        let brief: Announcement? =
            switch target.because {
            case .partner: voice?.partnerBrief
            case .line, .contact, .lastAnswered, .callback: voice?.brief
            case .lastResort: nil
            }
        return Dial.Target(
            leg: leg, professional: target.professional, family: target.family, uri: target.uri,
            confirm: target.confirm, display: display, because: target.because,
            whisper: target.confirm ? voice?.whisper : nil, brief: brief)
    }
}
